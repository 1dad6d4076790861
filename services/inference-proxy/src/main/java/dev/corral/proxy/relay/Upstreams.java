package dev.corral.proxy.relay;

import dev.corral.proxy.bedrock.Bedrock;
import dev.corral.proxy.upstream.Door;
import dev.corral.proxy.upstream.EngineKeys;
import dev.corral.proxy.upstream.ExternalConfig;
import dev.corral.proxy.upstream.ExternalEndpoints;
import java.util.Optional;

/// What the relay needs to be let in where models are served.
///
/// @param bedrock empty when this installation has none
public record Upstreams(EngineKeys keys, External external, Optional<Bedrock> bedrock) {

  /// Servers elsewhere.
  public record External(ExternalConfig config, ExternalEndpoints endpoints, Door door) {}
}
