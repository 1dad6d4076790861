package dev.corral.local.kubernetes.resource;

/// On which terms a write is asked for.
///
/// @param manager field manager to record
/// @param subresource empty, or `status`
/// @param force whether an apply overrides conflicts
public record Terms(
    String manager, String subresource, FieldValidation validation, boolean force, boolean dryRun) {
  /// A plain write by a named part of the cluster itself.
  public static Terms by(String manager) {
    return new Terms(manager, "", FieldValidation.IGNORE, true, false);
  }

  public Terms toStatus() {
    return new Terms(manager, "status", validation, force, dryRun);
  }
}
