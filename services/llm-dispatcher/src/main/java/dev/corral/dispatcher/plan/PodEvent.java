package dev.corral.dispatcher.plan;

/// What the cluster's own parts say about a pod: a reason code and a sentence for operators.
public record PodEvent(String reason, String message) {}
