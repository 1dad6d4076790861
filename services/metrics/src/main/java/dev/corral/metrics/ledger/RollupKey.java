package dev.corral.metrics.ledger;

import java.time.Instant;

/// An account of the books: one hour of one model's work for one principal.
///
/// @param hour the full hour in which the request was made
public record RollupKey(Instant hour, String model, String principal) {}
