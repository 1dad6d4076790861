package dev.corral.proxy;

import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The spans that the world's collector has been sent, as OTLP over HTTP.
public final class Spans {
  /// Every request is traced, which is not what everybody gets.
  public static final class On implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "corral.traces.endpoint", "http://localhost:${test.peers}/collector",
          "corral.traces.ratio", "1",
          "corral.traces.trust-callers", "true",
          "corral.traces.interval", "100ms");
    }
  }

  private Spans() {}

  /// Everything that was sent, as it came over the wire.
  public static String sent() {
    return bodies().stream()
        .map(body -> new String(body, StandardCharsets.ISO_8859_1))
        .collect(Collectors.joining());
  }

  private static List<byte[]> bodies() {
    return Scene.peers().find(postRequestedFor(urlEqualTo("/collector/v1/traces"))).stream()
        .map(request -> request.getBody())
        .toList();
  }

  private static List<Span> all() {
    return bodies().stream()
        .map(Spans::parsed)
        .flatMap(request -> request.getResourceSpansList().stream())
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  private static ExportTraceServiceRequest parsed(byte[] body) {
    try {
      return ExportTraceServiceRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The server span of a request.
  public static Optional<Span> server(String requestId) {
    return all().stream()
        .filter(span -> requestId.equals(words(span).get("corral.request.id")))
        .findFirst();
  }

  /// The spans under another, in the order in which they began.
  public static List<Span> under(Span parent) {
    ByteString id = parent.getSpanId();
    return all().stream()
        .filter(span -> span.getParentSpanId().equals(id))
        .sorted((a, b) -> Long.compare(a.getStartTimeUnixNano(), b.getStartTimeUnixNano()))
        .toList();
  }

  /// Attributes of a span as text.
  public static Map<String, String> words(Span span) {
    return span.getAttributesList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, each -> text(each.getValue())));
  }

  /// Names of a span's events, in the order of their times.
  public static List<String> events(Span span) {
    return span.getEventsList().stream()
        .sorted((a, b) -> Long.compare(a.getTimeUnixNano(), b.getTimeUnixNano()))
        .map(Span.Event::getName)
        .toList();
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(Spans::text)
              .collect(Collectors.joining(","));
      default -> throw new IllegalStateException("a kind of value that we do not write");
    };
  }
}
