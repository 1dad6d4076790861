package dev.corral.gateway.appdoor;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Where apps are found, and how long one is let in.
@ConfigMapping(prefix = "corral.apps")
public interface AppDoorConfig {
  /// An app's address is its name before this, for example `apps.example.com`. The dispatcher has
  /// the same. Without it there is no door.
  Optional<String> domain();

  /// `https`; `http` on a laptop.
  @WithDefault("https")
  String scheme();

  /// The console's address, where people sign in, for example `https://corral.example.com`. Without
  /// it there is no door.
  Optional<URI> consoleUrl();

  /// How long one is let in without signing in again. Groups are those of the sign-in.
  @WithDefault("1h")
  Duration sessionLife();

  /// How long the way from the console to the app may take.
  @WithDefault("1m")
  Duration ticketLife();

  /// How long a session or an app is known before it is looked up again.
  @WithDefault("5s")
  Duration remember();

  /// How often somebody who stays, in a stream or a WebSocket, is asked again.
  @WithDefault("30s")
  Duration recheck();

  /// To open a connection to an app.
  @WithDefault("2s")
  Duration connectTimeout();

  /// Longest silence between an app and its caller, WebSockets included.
  @WithDefault("10m")
  Duration idleTimeout();

  /// Most requests and WebSockets carried to one app at once.
  @WithDefault("256")
  int connectionsPerApp();
}
