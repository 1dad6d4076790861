package dev.corral.dispatcher.resource;

/// How many replicas are wanted, and how many answer.
public record Replicas(int desired, int ready) {}
