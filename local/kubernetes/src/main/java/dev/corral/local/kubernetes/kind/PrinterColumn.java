package dev.corral.local.kubernetes.kind;

/// A column that a custom resource adds to its table.
///
/// @param priority 0 for the normal view, above that only in the wide one
/// @param path simple JSONPath from the root of the object
public record PrinterColumn(
    String name, String type, String description, int priority, String path) {}
