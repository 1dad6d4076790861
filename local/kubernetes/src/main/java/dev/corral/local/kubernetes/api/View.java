package dev.corral.local.kubernetes.api;

/// In which form a client wants objects.
enum View {
  OBJECT,
  TABLE,
  METADATA;

  /// The first form in an Accept header that this server has.
  static View of(String accept) {
    for (String choice : accept.split(",")) {
      String c = choice.replace(" ", "");
      if (c.contains("as=Table")) {
        return TABLE;
      }
      if (c.contains("as=PartialObjectMetadata")) {
        return METADATA;
      }
      if (c.startsWith("application/json")
          || c.startsWith("*/*")
          || c.startsWith("application/*")) {
        return OBJECT;
      }
    }
    return OBJECT;
  }
}
