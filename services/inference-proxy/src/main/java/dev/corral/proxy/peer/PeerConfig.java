package dev.corral.proxy.peer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Where Corral's other services are and how we prove who we are.
@ConfigMapping(prefix = "corral")
public interface PeerConfig {
  /// File with our own projected service-account token; read again at most once a minute.
  Optional<String> serviceTokenFile();

  /// The llm-dispatcher.
  Dispatcher dispatcher();

  /// The gateway.
  Gateway gateway();

  /// The cluster that signs service-account tokens.
  Cluster cluster();

  /// Namespace of the models.
  @WithDefault("corral")
  String workloadNamespace();

  /// How long a call to another service may take.
  @WithDefault("3s")
  Duration peerTimeout();

  /// The llm-dispatcher's address.
  interface Dispatcher {
    /// Base URL of its `/internal/**`.
    URI url();
  }

  /// The gateway's address.
  interface Gateway {
    /// Base URL of its management port.
    URI internalUrl();
  }

  /// Who signs service-account tokens.
  interface Cluster {
    /// Exact issuer.
    String issuer();

    /// PEM file with the CA of the issuer's address; the system's CAs when absent.
    Optional<String> caFile();

    /// Namespace of Corral's own services.
    @WithDefault("corral-system")
    String namespace();
  }
}
