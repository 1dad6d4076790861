package dev.corral.proxy.bedrock;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClientBuilder;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;

/// Asks models of Bedrock in one region.
public final class Bedrock implements AutoCloseable {
  private final BedrockRuntimeAsyncClient client;
  private final Retries retries;

  private Bedrock(BedrockRuntimeAsyncClient client, Retries retries) {
    this.client = client;
    this.retries = retries;
  }

  /// With the credentials of the pod or machine.
  ///
  /// @param silence longest time without a byte; longer than any deadline of an exchange, which
  ///   words it better
  public static Bedrock in(String region, BedrockConfig config, Duration silence) {
    BedrockRuntimeAsyncClientBuilder builder =
        BedrockRuntimeAsyncClient.builder()
            .region(Region.of(region))
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .maxConcurrency(config.connections())
                    .maxPendingConnectionAcquires(config.connections())
                    .connectionTimeout(config.connect())
                    .connectionAcquisitionTimeout(config.connect())
                    .readTimeout(silence)
                    // one answer per connection: one that is left does not disturb others
                    .protocol(Protocol.HTTP1_1)
                    .tcpKeepAlive(true))
            .overrideConfiguration(all -> all.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .asyncConfiguration(async ->
                async.advancedOption(
                    SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run));
    config.endpointOverride().ifPresent(builder::endpointOverride);
    return new Bedrock(builder.build(), new Retries(config.longestHold()));
  }

  /// Asks for a streamed answer; may block while credentials are fetched. A problem that is known
  /// before anything is sent is thrown.
  public Call stream(Question question, Call.Hearing hearing) {
    ConverseStreamRequest request = Asking.of(question).stream();
    return started(
        new OpenCall(
            question, flow -> client.converseStream(request, into(flow)), retries, hearing));
  }

  private static ConverseStreamResponseHandler into(EventFlow flow) {
    return ConverseStreamResponseHandler.builder()
        .onEventStream(events -> events.subscribe(flow))
        .onError(flow::onError)
        .build();
  }

  /// Asks for a whole answer, as [#stream] does.
  public Call whole(Question question, Call.Hearing hearing) {
    ConverseRequest request = Asking.of(question).whole();
    return started(new OpenCall(question, flow -> client.converse(request), retries, hearing));
  }

  /// Asks for the vectors of texts. May block as [#stream] does.
  ///
  /// @param largest bytes of all vectors
  public Vectors vectors(EmbeddingQuestion question, int largest) {
    return Embedding.of(
        question, body -> new Invocation(client, retries, question.id(), body).start(), largest);
  }

  private static Call started(OpenCall call) {
    call.start();
    return call;
  }

  @Override
  public void close() {
    client.close();
  }
}
