package dev.corral.proxy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Builds the clients of one S3.
///
/// @param endpoint another S3 than AWS's
/// @param pathStyle bucket names in the path, as stand-ins want it
record ObjectStores(Optional<URI> endpoint, boolean pathStyle) {

  /// @param deadline of one call, its retries included
  S3AsyncClient client(Duration deadline) {
    S3AsyncClientBuilder builder =
        S3AsyncClient.builder()
            .forcePathStyle(pathStyle)
            .httpClientBuilder(NettyNioAsyncHttpClient.builder())
            .overrideConfiguration(limits -> limits.apiCallTimeout(deadline));
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /// Makes links.
  S3Presigner presigner() {
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(pathStyle).build());
    endpoint.ifPresent(builder::endpointOverride);
    return builder.build();
  }
}
