package dev.corral.local.kubernetes.patch;

/// What is known of the structure at one place of an object, for merging.
public interface Shape {
  /// The shape of a field of the object here.
  Shape field(String name);

  /// The shape of each item of the list here.
  Shape item();

  /// How the list here merges.
  ListShape list();

  /// Whether the object here is one value.
  boolean atomicObject();
}
