package dev.corral.proxy.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/// OpenTelemetry's SDK, set up for one collector. Loaded only when there is one.
public final class Otlp {
  private static final int LONGEST_VALUE = 256;
  private static final int LARGEST_BATCH = 512;

  private Otlp() {}

  /// Traces that go to `endpoint`.
  ///
  /// @param replica name of this process
  /// @throws IllegalArgumentException if the endpoint, the ratio or a bound makes no sense
  public static Traces to(String endpoint, TraceConfig config, String replica) {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(endpoint.replaceAll("/+$", "") + "/v1/traces")
            .setTimeout(config.deadline())
            .setConnectTimeout(config.deadline())
            .build();
    return Traces.through(
        provider(batches(exporter, config), config.ratio(), replica),
        config.trustCallers(),
        config.deadline());
  }

  private static SpanProcessor batches(SpanExporter exporter, TraceConfig config) {
    return BatchSpanProcessor.builder(exporter)
        .setMaxQueueSize(config.queue())
        .setMaxExportBatchSize(Math.min(LARGEST_BATCH, config.queue()))
        .setScheduleDelay(config.interval())
        .setExporterTimeout(config.deadline())
        .build();
  }

  static SdkTracerProvider provider(SpanProcessor processor, double ratio, String replica) {
    Attributes self =
        Attributes.of(
            AttributeKey.stringKey("service.name"), "inference-proxy",
            AttributeKey.stringKey("service.namespace"), "corral",
            AttributeKey.stringKey("service.instance.id"), replica);
    return SdkTracerProvider.builder()
        .setResource(Resource.getDefault().merge(Resource.create(self)))
        .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(ratio)))
        .setSpanLimits(SpanLimits.builder().setMaxAttributeValueLength(LONGEST_VALUE).build())
        .addSpanProcessor(processor)
        .build();
  }
}
