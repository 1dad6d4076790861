package dev.corral.gateway.model;

/// The rule for idle timeouts: a whole number with a unit.
final class IdleTimeout {
  /// The rule as a regular expression.
  static final String RULE = "[1-9][0-9]{0,4}(s|m|h)";

  /// What is said when it does not hold.
  static final String MESSAGE = "must be a number and s, m or h, for example 5m";

  private IdleTimeout() {}
}
