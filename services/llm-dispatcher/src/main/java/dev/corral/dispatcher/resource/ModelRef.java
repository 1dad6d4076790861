package dev.corral.dispatcher.resource;

/// Which resource is meant: its name can be used again, its uid cannot.
public record ModelRef(String namespace, String name, String uid) {}
