package dev.corral.local.engine.generation;

import java.util.List;
import java.util.Optional;

/// How tokens are chosen and when to stop.
///
/// @param maxTokens the most tokens to generate; [#UNLIMITED] goes on to the end of the context
/// @param seed [#RANDOM_SEED] for a different answer each time
/// @param schema JSON Schema of the answer, when it has to be JSON
public record Sampling(
    float temperature,
    int topK,
    float topP,
    float minP,
    float repeatPenalty,
    int seed,
    int maxTokens,
    List<String> stops,
    Optional<String> schema) {
  public static final int UNLIMITED = -1;
  public static final int RANDOM_SEED = -1;

  /// Refuses what the native library would choke on: an exception there ends the whole process.
  public Sampling {
    requireBetween("temperature", temperature, 0, 5);
    requireBetween("top_p", topP, 0, 1);
    requireBetween("min_p", minP, 0, 1);
    requireBetween("repeat_penalty", repeatPenalty, 0, 10);
    requireBetween("top_k", topK, 0, 100_000);
    requireBetween("maximum of tokens", maxTokens, UNLIMITED, Integer.MAX_VALUE);
    stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
  }

  /// The engine's defaults at the given temperature.
  public static Sampling defaults(float temperature) {
    return new Sampling(
        temperature, 40, 0.9f, 0, 1, RANDOM_SEED, UNLIMITED, List.of(), Optional.empty());
  }

  private static void requireBetween(String name, float value, float least, float most) {
    if (!(value >= least && value <= most)) {
      throw new BadPromptException(
          "%s must be between %s and %s".formatted(name, plain(least), plain(most)));
    }
  }

  private static String plain(float value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Float.toString(value);
  }

  /// The same for an answer of this form.
  public Sampling within(String answerSchema) {
    return new Sampling(
        temperature,
        topK,
        topP,
        minP,
        repeatPenalty,
        seed,
        maxTokens,
        stops,
        Optional.of(answerSchema));
  }
}
