package dev.corral.metrics.report;

import dev.corral.metrics.ledger.Period;
import dev.corral.metrics.ledger.Rollup;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What was used, by model or by principal.
///
/// @param from the first full hour that is counted
/// @param to the full hour after the last one
public record UsageAnswer(
    @Schema(required = true) Instant from,
    @Schema(required = true) Instant to,
    @Schema(required = true) GroupBy groupBy,
    @Schema(required = true) List<Item> items,
    @Schema(required = true) Usage totals) {

  /// What the items stand for.
  public enum GroupBy {
    model,
    principal
  }

  /// The usage of one model or principal.
  @Schema(name = "UsageItem")
  public record Item(
      @Schema(required = true) String key,
      @Schema(required = true) long requests,
      @Schema(required = true) long tokensIn,
      @Schema(required = true) long tokensOut,
      @Schema(
              required = true,
              description = "Requests whose tokens the engine did not count itself")
          long estimatedRequests,
      @Schema(required = true) long errors,
      @Schema(required = true) long cancelled,
      @Schema(required = true, description = "Requests whose end nobody saw") long unknown,
      @Schema(required = true) long coldStarts) {}

  /// The usage of all of them.
  @Schema(name = "UsageTotals")
  public record Usage(
      @Schema(required = true) long requests,
      @Schema(required = true) long tokensIn,
      @Schema(required = true) long tokensOut,
      @Schema(
              required = true,
              description = "Requests whose tokens the engine did not count itself")
          long estimatedRequests,
      @Schema(required = true) long errors,
      @Schema(required = true) long cancelled,
      @Schema(required = true, description = "Requests whose end nobody saw") long unknown,
      @Schema(required = true) long coldStarts) {}

  static UsageAnswer of(
      Period period, GroupBy groupBy, SortedMap<String, Rollup> items, Rollup total) {
    var list = items.entrySet().stream().map(it -> item(it.getKey(), it.getValue())).toList();
    return new UsageAnswer(period.from(), period.to(), groupBy, list, usage(total));
  }

  private static Item item(String key, Rollup rollup) {
    var it = rollup.traffic();
    return new Item(
        key,
        it.requests(),
        it.tokensIn(),
        it.tokensOut(),
        it.estimated(),
        it.errors(),
        it.cancelled(),
        it.unknown(),
        it.coldStarts());
  }

  private static Usage usage(Rollup rollup) {
    var it = rollup.traffic();
    return new Usage(
        it.requests(),
        it.tokensIn(),
        it.tokensOut(),
        it.estimated(),
        it.errors(),
        it.cancelled(),
        it.unknown(),
        it.coldStarts());
  }
}
