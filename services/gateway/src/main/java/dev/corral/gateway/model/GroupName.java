package dev.corral.gateway.model;

/// The rule for the groups a model is shared with: what an issuer and an annotation both can carry.
public final class GroupName {
  /// The rule as a regular expression.
  public static final String RULE = "[A-Za-z0-9][A-Za-z0-9._@:-]{0,62}";

  /// What is said when it does not hold.
  public static final String MESSAGE = "must be a group's name";

  private GroupName() {}
}
