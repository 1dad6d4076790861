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
    ObjectStores stores = new ObjectStores(config.s3Endpoint(), config.pathStyle());
    return new Gallery(
        config
            .bucket()
            .map(bucket ->
                new ImageStore(
                    stores.client(STORE_DEADLINE),
                    new Links(stores.presigner(), config.linkLife()),
                    new ImageStore.Shelf(bucket, config.encryption(), config.kmsKey()),
                    json)),
        clocks.wall());
  }
}
