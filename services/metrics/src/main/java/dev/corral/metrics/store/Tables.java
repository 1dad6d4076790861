package dev.corral.metrics.store;

/// The tables' names; their keys are in `src/main/contract/tables.json`.
///
/// @param facts which events are in the books
/// @param subjects the latest version of each model and app
/// @param rollups the accounts
public record Tables(String facts, String subjects, String rollups) {

  /// The index of the accounts by day.
  static final String BY_DAY = "by-day";

  /// The tables whose names start so.
  public static Tables prefixed(String prefix) {
    return new Tables(
        prefix + "metrics-facts", prefix + "metrics-subjects", prefix + "metrics-rollups");
  }
}
