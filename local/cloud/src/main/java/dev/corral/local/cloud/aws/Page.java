package dev.corral.local.cloud.aws;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A part of a list, and the token with which the next part is asked for.
///
/// @param items at most as many as were asked for
/// @param nextToken absent on the last page
public record Page<T>(List<T> items, Optional<String> nextToken) {
  /// Cuts by key, so that what comes and goes between two pages neither repeats nor hides others.
  ///
  /// @param token of the page before, or empty for the first page
  /// @param invalid what the service answers to a token that it did not give out
  public static <T> Page<T> of(
      List<T> all, Function<T, String> key, int size, String token, AwsFault invalid) {
    var after = token.isEmpty() ? "" : decoded(token, invalid);
    var rest =
        all.stream()
            .sorted(Comparator.comparing(key))
            .filter(item -> after.isEmpty() || key.apply(item).compareTo(after) > 0)
            .toList();
    if (rest.size() <= size) {
      return new Page<>(rest, Optional.empty());
    }
    var items = rest.subList(0, size);
    return new Page<>(items, Optional.of(encoded(key.apply(items.getLast()))));
  }

  private static String encoded(String key) {
    return Base64.getUrlEncoder().encodeToString(("1" + key).getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String token, AwsFault invalid) {
    try {
      var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (text.length() > 1 && text.startsWith("1")) {
        return text.substring(1);
      }
    } catch (IllegalArgumentException e) {
      // The same answer as for a token without our mark.
    }
    throw invalid;
  }
}
