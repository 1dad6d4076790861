package dev.corral.metrics.report;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/// Makes the issuer's certificate authority known when one is configured. Properties alone cannot
/// say "only if", and Quarkus does not start with an empty trust store.
public final class ClusterTrust implements ConfigSourceFactory {

  private static final int BELOW_APPLICATION_PROPERTIES = 200;

  @Override
  public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
    var file = context.getValue("corral.cluster.ca-file").getValue();
    if (file == null || file.isBlank()) {
      return List.of();
    }
    var properties =
        Map.of(
            "quarkus.tls.cluster.trust-store.pem.certs",
            file,
            "quarkus.oidc.tls.tls-configuration-name",
            "cluster");
    return List.of(
        new PropertiesConfigSource(
            properties, ClusterTrust.class.getSimpleName(), BELOW_APPLICATION_PROPERTIES));
  }
}
