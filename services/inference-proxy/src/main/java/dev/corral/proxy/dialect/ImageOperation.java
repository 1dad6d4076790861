package dev.corral.proxy.dialect;

import java.util.Set;

/// What callers ask of OpenAI's image routes.
public enum ImageOperation implements Asked {
  GENERATIONS("image_generation", "/v1/images/generations", Set.of()),
  EDITS("image_edit", "/v1/images/edits", Set.of("image", "image[]", "mask")),
  VARIATIONS("image_variation", "/v1/images/variations", Set.of("image"));

  private final String id;
  private final String path;
  private final Set<String> pictures;

  ImageOperation(String id, String path, Set<String> pictures) {
    this.id = id;
    this.path = path;
    this.pictures = pictures;
  }

  @Override
  public Dialect dialect() {
    return Dialect.OPENAI;
  }

  @Override
  public String id() {
    return id;
  }

  /// Where callers send it, and where servers of OpenAI's API take it.
  public String path() {
    return path;
  }

  /// The fields that hold pictures.
  public Set<String> pictures() {
    return pictures;
  }
}
