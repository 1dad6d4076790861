package dev.corral.dispatcher.discovery;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What discovery keeps, and for how long.
///
/// @param region where we ask
/// @param geography whose inference profiles are used, by the first part of their ids
/// @param allowGlobal whether requests may leave the geography
/// @param providers whose models are kept
/// @param most how many models are kept at most
/// @param grace how long a model that vanished still counts
/// @param keepGone how long a model that is gone is still remembered
public record Rules(
    String region,
    String geography,
    boolean allowGlobal,
    Set<String> providers,
    int most,
    Duration grace,
    Duration keepGone) {
  /// Twice this many entries, tombstones included, fit into one item of DynamoDB.
  public static final int MOST = 300;

  public Rules {
    providers = providers.stream().map(Rules::plain).collect(Collectors.toUnmodifiableSet());
    most = Math.clamp(most, 1, MOST);
  }

  /// Whether models of this provider are kept, by the provider's full name.
  boolean allows(String provider) {
    return providers.contains(plain(provider));
  }

  /// Whether the provider of this model id is one we keep. Only for models that AWS does not
  /// describe any more: an id has no more than the first word of its provider.
  boolean allowsIdOf(String modelId) {
    int dot = modelId.indexOf('.');
    String word = dot < 0 ? "" : plain(modelId.substring(0, dot));
    return !word.isEmpty()
        && providers.stream().anyMatch(p -> p.equals(word) || p.startsWith(word + " "));
  }

  private static String plain(String provider) {
    return provider.strip().toLowerCase(Locale.ROOT);
  }
}
