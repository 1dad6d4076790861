package dev.corral.dispatcher.quota;

import dev.corral.dispatcher.pool.GpuQuota;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;

/// Wires the quota.
@ApplicationScoped
public class QuotaBeans {
  /// Running On-Demand G and VT instances.
  private static final String ON_DEMAND_G_AND_VT = "L-DB2E81BA";

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  @Produces
  @Singleton
  GpuQuota quota(
      QuotaConfig config,
      Clock clock,
      @ConfigProperty(name = "corral.aws.endpoint") Optional<URI> endpoint,
      @ConfigProperty(name = "AWS_REGION", defaultValue = "eu-central-1") String region) {
    if (!config.enabled()) {
      return Optional::empty;
    }
    ServiceQuotasClient client = client(endpoint, region);
    return new RememberedQuota(
        () -> ask(client),
        new RememberedQuota.Times(config.remember(), config.retry()),
        clock,
        task -> Thread.ofVirtual().name("quota").start(task));
  }

  static int ask(ServiceQuotasClient client) {
    return client
        .getServiceQuota(q -> q.serviceCode("ec2").quotaCode(ON_DEMAND_G_AND_VT))
        .quota()
        .value()
        .intValue();
  }

  static ServiceQuotasClient client(Optional<URI> endpoint, String region) {
    var http = UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER);
    var builder =
        ServiceQuotasClient.builder()
            .region(Region.of(region))
            .credentialsProvider(DefaultCredentialsProvider.builder().build())
            .httpClientBuilder(http)
            .overrideConfiguration(o -> o.apiCallTimeout(ANSWER));
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }
}
