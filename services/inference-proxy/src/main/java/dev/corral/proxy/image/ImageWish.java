package dev.corral.proxy.image;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  /// Name of the field that says what is wanted.
  public static final String PROMPT = "prompt";

  private static final String SEARCH = "search_prompt";
  private static final String NEGATIVE = "negative_prompt";
  private static final String STYLE = "style";
  private static final String QUALITY = "quality";

  /// Everything that the caller says in words of their own, by field name.
  public Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    if (!prompt.isEmpty()) {
      words.put(PROMPT, prompt);
    }
    extras.searchPrompt().ifPresent(text -> words.put(SEARCH, text));
    extras.negativePrompt().ifPresent(text -> words.put(NEGATIVE, text));
    passed.style().ifPresent(text -> words.put(STYLE, text));
    passed.quality().ifPresent(text -> words.put(QUALITY, text));
    return words;
  }

  /// The same in other words, each in the field that it is named after.
  ///
  /// @param others some of the names that [#words] has
  public ImageWish saying(Map<String, String> others) {
    Map<String, String> said = new LinkedHashMap<>(words());
    if (!said.keySet().containsAll(others.keySet())) {
      throw new IllegalArgumentException("words for a field that says nothing");
    }
    said.putAll(others);
    Extras other =
        new Extras(
            extras.operation(),
            Optional.ofNullable(said.get(SEARCH)),
            Optional.ofNullable(said.get(NEGATIVE)),
            extras.seed(),
            extras.strength(),
            extras.creativity(),
            extras.margins());
    return new ImageWish(
        model,
        said.getOrDefault(PROMPT, ""),
        count,
        size,
        output,
        inline,
        images,
        mask,
        new Passed(Optional.ofNullable(said.get(QUALITY)), Optional.ofNullable(said.get(STYLE))),
        other);
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
