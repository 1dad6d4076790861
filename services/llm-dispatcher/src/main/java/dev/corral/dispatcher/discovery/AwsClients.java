package dev.corral.dispatcher.discovery;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Makes the clients of AWS that discovery needs: each call and each attempt with a deadline, and
/// few retries, paced by what the service bears.
record AwsClients(
    String region, Optional<URI> endpoint, AwsCredentialsProvider credentials, Times times) {
  private static final int ATTEMPTS = 4;

  /// How long a connection, an attempt and a call may take.
  record Times(Duration connect, Duration attempt, Duration call) {
    static final Times USUAL =
        new Times(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(30));
  }

  BedrockClient bedrock() {
    return with(BedrockClient.builder()).build();
  }

  SsmClient ssm() {
    return with(SsmClient.builder()).build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B with(B builder) {
    var http =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(times.connect())
            .socketTimeout(times.attempt());
    var retries = AwsRetryStrategy.adaptiveRetryStrategy().toBuilder().maxAttempts(ATTEMPTS);
    builder
        .region(Region.of(region))
        .credentialsProvider(credentials)
        .overrideConfiguration(c ->
            c.apiCallTimeout(times.call())
                .apiCallAttemptTimeout(times.attempt())
                .retryStrategy(retries.build())
                .addExecutionInterceptor(new BoundedAnswer()))
        .httpClientBuilder(http);
    endpoint.ifPresent(builder::endpointOverride);
    return builder;
  }
}
