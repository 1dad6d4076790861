package dev.corral.dispatcher.pool;

import java.time.Instant;

/// What Karpenter said about a NodeClaim in an event; the claim itself may be gone.
public record ClaimEvent(String claim, String reason, String message, Instant at) {}
