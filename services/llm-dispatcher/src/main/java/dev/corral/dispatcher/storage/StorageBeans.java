package dev.corral.dispatcher.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.efs.EfsClient;

/// Wires the EFS client; it asks nobody before it is used.
@ApplicationScoped
public class StorageBeans {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(15);

  @Produces
  @Singleton
  AccessPoints accessPoints(
      @ConfigProperty(name = "AWS_REGION", defaultValue = "eu-central-1") String region,
      @ConfigProperty(name = "corral.aws.endpoint") Optional<URI> endpoint) {
    var efs =
        EfsClient.builder()
            .region(Region.of(region))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(ANSWER_TIMEOUT))
            .overrideConfiguration(o -> o.apiCallTimeout(CALL_TIMEOUT));
    endpoint.ifPresent(efs::endpointOverride);
    return new EfsAccessPoints(efs.build());
  }
}
