package dev.corral.proxy.endpoint;

/// One ready engine process, addressed as its EndpointSlice says.
public record Replica(String host, int port) {}
