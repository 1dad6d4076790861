package dev.corral.local.kubernetes.patch;

import java.util.List;

/// How the items of a list are told apart when two lists are merged.
public sealed interface ListShape {
  /// The list is one value: the newer replaces the older.
  record Atomic() implements ListShape {}

  /// Items are their own identity.
  record SetOfValues() implements ListShape {}

  /// Items are objects, told apart by these fields.
  record MapBy(List<String> keys) implements ListShape {}
}
