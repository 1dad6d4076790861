package dev.corral.dispatcher.lifecycle;

import java.time.Instant;
import java.util.List;

/// What a termination removed, and how long the model had been running in all.
///
/// @param removed kind and name of every object that was deleted and verified gone
/// @param runSeconds seconds with the model active, summed over all launches
/// @param launchedAt when the model was created
/// @param terminatedAt when the last object was verified gone
public record Receipt(
    List<String> removed, long runSeconds, Instant launchedAt, Instant terminatedAt) {}
