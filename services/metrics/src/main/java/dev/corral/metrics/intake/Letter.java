package dev.corral.metrics.intake;

import java.time.Instant;

/// A message in hand.
///
/// @param receipt what deletes it
/// @param sentAt when it was put into the queue
record Letter(String id, String receipt, String body, Instant sentAt) {}
