package dev.corral.metrics.intake;

/// A message in hand.
///
/// @param receipt what deletes it
record Letter(String id, String receipt, String body) {}
