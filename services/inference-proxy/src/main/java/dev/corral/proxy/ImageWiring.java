package dev.corral.proxy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.check.CheckConfig;
import dev.corral.proxy.image.Gallery;
import dev.corral.proxy.image.ImageConfig;
import dev.corral.proxy.image.ImageStore;
import dev.corral.proxy.image.Links;
import dev.corral.proxy.image.Painters;
import dev.corral.proxy.relay.ImageWorks;
import dev.corral.proxy.tally.Clocks;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Builds what image requests need.
final class ImageWiring {
  private static final Duration STORE_DEADLINE = Duration.ofSeconds(30);

  @Produces
  @Singleton
  ImageWorks works(ImageConfig config, CheckConfig check, Painters painters, Gallery gallery) {
    return new ImageWorks(config, check, painters, gallery);
  }

  @Produces
  @Singleton
  Painters painters(@Named("images") BedrockRuntimeAsyncClient bedrock, ImageConfig config) {
    return new Painters(bedrock, config);
  }

  /// Another client than that of texts: pictures take their time, and may come from another region.
  @Produces
  @Singleton
  @Named("images")
  BedrockRuntimeAsyncClient bedrock(ImageConfig config) {
    BedrockRuntimeAsyncClientBuilder builder =
        BedrockRuntimeAsyncClient.builder()
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .protocol(Protocol.HTTP1_1)
                    .readTimeout(config.deadline()))
            .overrideConfiguration(limits -> limits.apiCallTimeout(config.deadline()));
    config.bedrockRegion().ifPresent(region -> builder.region(Region.of(region)));
    config.bedrockEndpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  void close(@Disposes @Named("images") BedrockRuntimeAsyncClient bedrock) {
    bedrock.close();
  }

  @Produces
  @Singleton
  Gallery gallery(ImageConfig config, ObjectMapper json, Clocks clocks) {
    return new Gallery(
        config
            .bucket()
            .map(bucket ->
                new ImageStore(
                    store(config),
                    new Links(presigner(config), config.linkLife()),
                    new ImageStore.Shelf(bucket, config.encryption(), config.kmsKey()),
                    json)),
        clocks.wall());
  }

  private static S3AsyncClient store(ImageConfig config) {
    S3AsyncClientBuilder builder =
        S3AsyncClient.builder()
            .forcePathStyle(config.pathStyle())
            .httpClientBuilder(NettyNioAsyncHttpClient.builder())
            .overrideConfiguration(limits -> limits.apiCallTimeout(STORE_DEADLINE));
    config.s3Endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static S3Presigner presigner(ImageConfig config) {
    S3Presigner.Builder builder =
        S3Presigner.builder()
            .serviceConfiguration(
                S3Configuration.builder().pathStyleAccessEnabled(config.pathStyle()).build());
    config.s3Endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }
}
