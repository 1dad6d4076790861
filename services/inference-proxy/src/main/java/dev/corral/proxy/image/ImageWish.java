package dev.corral.proxy.image;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a caller asks of OpenAI's image routes, read and bounded but not yet matched to a model.
///
/// @param model as the caller names it
/// @param prompt empty where none was given
/// @param count how many pictures
/// @param inline whether pictures go into the answer, instead of links
/// @param images what to work on
/// @param passed fields that only servers of OpenAI's API understand
public record ImageWish(
    String model,
    String prompt,
    int count,
    Optional<Size> size,
    Optional<PictureFormat> output,
    boolean inline,
    List<Picture> images,
    Optional<Picture> mask,
    Passed passed,
    Extras extras) {

  /// The same in other words.
  public ImageWish saying(String other) {
    return new ImageWish(model, other, count, size, output, inline, images, mask, passed, extras);
  }

  /// Fields without a meaning outside OpenAI's own models.
  public record Passed(Optional<String> quality, Optional<String> style) {}

  /// Our own additions, the object `corral`.
  public record Extras(
      Optional<Ability> operation,
      Optional<String> searchPrompt,
      Optional<String> negativePrompt,
      OptionalLong seed,
      OptionalDouble strength,
      OptionalDouble creativity,
      Optional<ImageTask.Margins> margins) {}
}
