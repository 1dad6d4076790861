package dev.corral.gateway.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What can be launched here.
@Schema(requiredProperties = {"appTypes", "engines", "computes", "presets"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Catalog(
    @Nullable String notice,
    List<Choice> appTypes,
    List<Choice> engines,
    List<Choice> computes,
    List<Preset> presets) {
  /// Something to choose, or the reason why it cannot be chosen yet.
  @Schema(requiredProperties = {"name", "title", "available"})
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Choice(
      String name,
      String title,
      @Nullable String description,
      boolean available,
      @Nullable String reason,
      @Schema(description = "For app types: what one may start with.")
          @Nullable List<Flavour> flavours) {}

  /// What one may start with in an app.
  @Schema(requiredProperties = {"name", "title"})
  public record Flavour(String name, String title) {}

  /// A model that is known to work, with what one wants to know before launching it.
  @Schema(
      requiredProperties = {
        "name",
        "title",
        "engine",
        "source",
        "parameters",
        "sizeGb",
        "licence",
        "contextLength",
        "fits"
      })
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Preset(
      String name,
      String title,
      String engine,
      String source,
      String parameters,
      double sizeGb,
      String licence,
      int contextLength,
      List<String> fits,
      @Nullable String notes) {}

  Catalog withNotice(@Nullable String words) {
    return new Catalog(words, appTypes, engines, computes, presets);
  }
}
