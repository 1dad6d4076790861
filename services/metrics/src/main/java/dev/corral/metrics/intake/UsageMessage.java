package dev.corral.metrics.intake;

import dev.corral.metrics.ledger.Usage;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// What metrics reads of the inference-proxy's usage event.
record UsageMessage(@NotNull @Valid Data data) {

  static final String TYPE = "dev.corral.usage.v1";

  private static final long MOST_TOKENS = 1_000_000_000;
  private static final long LONGEST_MS = 7 * 24 * 3_600_000L;

  /// Who counted the tokens.
  enum TokensSource {
    EXACT,
    ESTIMATED,
    UNKNOWN
  }

  /// The event's data.
  record Data(
      @NotBlank @Size(max = 256) String requestId,
      @NotNull Instant at,
      @NotBlank @Size(max = 256) String principal,
      @NotBlank @Size(max = 256) String model,
      @Size(min = 1, max = 256) @Nullable String adapter,
      @NotNull @PositiveOrZero @Max(MOST_TOKENS) Long tokensIn,
      @NotNull @PositiveOrZero @Max(MOST_TOKENS) Long tokensOut,
      @NotNull TokensSource tokensSource,
      @PositiveOrZero @Max(MOST_TOKENS) @Nullable Long tokensCached,
      @PositiveOrZero @Max(MOST_TOKENS) @Nullable Long tokensCacheWritten,
      @PositiveOrZero @Max(MOST_TOKENS) @Nullable Long tokensReasoning,
      @PositiveOrZero @Max(LONGEST_MS) @Nullable Long queueMs,
      @PositiveOrZero @Max(LONGEST_MS) @Nullable Long ttftMs,
      @PositiveOrZero @Max(LONGEST_MS) @Nullable Long generationMs,
      Usage.@NotNull Outcome outcome,
      @NotNull Boolean coldStart) {}

  Reading reading() {
    return new Reading.Readable(
        new Usage(
            data.requestId(),
            data.at(),
            data.principal(),
            data.model(),
            Optional.ofNullable(data.adapter()),
            new Usage.Tokens(
                data.tokensIn(),
                data.tokensOut(),
                data.tokensSource() == TokensSource.EXACT,
                new Usage.Parts(
                    some(data.tokensCached()),
                    some(data.tokensCacheWritten()),
                    some(data.tokensReasoning()))),
            new Usage.Timing(
                known(data.queueMs()), known(data.ttftMs()), known(data.generationMs())),
            data.outcome(),
            data.coldStart()));
  }

  /// Events of before the parts were told have none.
  private static long some(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static OptionalLong known(@Nullable Long ms) {
    return ms == null ? OptionalLong.empty() : OptionalLong.of(ms);
  }
}
