package dev.corral.proxy.image;

import java.util.Arrays;
import java.util.Optional;

/// What a model can do with pictures.
public enum Ability {
  GENERATE("generate"),
  INPAINT("inpaint"),
  OUTPAINT("outpaint"),
  VARIATION("variation"),
  REMOVE_BACKGROUND("remove_background"),
  SEARCH_REPLACE("search_replace"),
  UPSCALE("upscale");

  private final String id;

  Ability(String id) {
    this.id = id;
  }

  /// The name in requests and records.
  public String id() {
    return id;
  }

  /// The ability of this name.
  public static Optional<Ability> named(String id) {
    return Arrays.stream(values()).filter(ability -> ability.id.equals(id)).findFirst();
  }
}
