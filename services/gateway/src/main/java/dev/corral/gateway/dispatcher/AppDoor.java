package dev.corral.gateway.dispatcher;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A live app as the dispatcher knows it, and the way to its pod.
///
/// @param startPath the page that its flavour starts on
/// @param endpoint `http://<address>:<port>`; absent while it has no ready pod
public record AppDoor(App app, String startPath, @Nullable URI endpoint) {}
