package dev.corral.proxy.relay;

import io.vertx.core.http.HttpClient;

/// A server that may be asked, and the client to ask it with.
record Hop(Target target, HttpClient client) {}
