package dev.corral.dispatcher.appkind;

import dev.corral.dispatcher.engine.Images;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which images of apps may be launched: named as all images must be, and not of a version with
/// known holes.
public record ImageRule(Images images) {
  private static final Pattern TAG = Pattern.compile("[^@]*:([A-Za-z0-9_][A-Za-z0-9._-]*)(@.*)?");
  private static final Pattern VERSION = Pattern.compile("\\D{0,8}?(\\d{1,9}(?:\\.\\d{1,9})+).*");

  /// Why the image may not be launched, for a person; empty when it may.
  ///
  /// @param key where the image is configured
  /// @param oldest the oldest version without known holes that matter
  public Optional<String> flaw(String key, String image, String oldest) {
    try {
      String checked = images.checked(key, image);
      return version(checked)
          .filter(version -> Arrays.compare(numbers(version), numbers(oldest)) < 0)
          .map(version -> tooOld(key, version, oldest));
    } catch (IllegalArgumentException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /// The version that the image's tag tells, if it tells one.
  public static Optional<String> version(String image) {
    Matcher tag = TAG.matcher(image);
    return tag.matches()
        ? Optional.of(VERSION.matcher(tag.group(1)))
            .filter(Matcher::matches)
            .map(found -> found.group(1))
        : Optional.empty();
  }

  private static String tooOld(String key, String version, String oldest) {
    return "`"
        + key
        + "` is version "
        + version
        + ", which has known security holes: use "
        + oldest
        + " or later.";
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
