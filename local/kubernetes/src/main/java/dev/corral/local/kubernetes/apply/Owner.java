package dev.corral.local.kubernetes.apply;

/// Who owns fields.
///
/// @param applies true for server-side apply, false for every other way of writing
/// @param subresource empty, or the subresource written through
public record Owner(String manager, boolean applies, String apiVersion, String subresource) {
  String operation() {
    return applies ? "Apply" : "Update";
  }
}
