package dev.corral.proxy.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.tally.Clocks;
import dev.corral.proxy.tally.Meter;
import dev.corral.proxy.tally.UsageEvent;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whose trace a request belongs to, which ones are kept, and what happens when nobody takes them.
class TracesTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final String NOT_SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-00";

  private final InMemorySpanExporter kept = InMemorySpanExporter.create();
  private final Meter meter = new Meter(Clocks.system());

  private Traces traces(double ratio, boolean trusting) {
    return Traces.through(
        Otlp.provider(SimpleSpanProcessor.create(kept), ratio, "here"),
        trusting,
        Duration.ofSeconds(1));
  }

  private static Traces.Begun begun(String traceparent) {
    return new Traces.Begun("r", "vllm", "m", "messages", Optional.of(traceparent), Instant.EPOCH);
  }

  private static UsageEvent.Data data() {
    return new UsageEvent.Data(
        "u",
        null,
        "t",
        "alice",
        null,
        "m",
        null,
        "anthropic",
        "messages",
        3,
        4,
        "exact",
        1L,
        null,
        2L,
        0,
        1L,
        1L,
        2,
        "done",
        false,
        5,
        6,
        null,
        null);
  }

  private SpanData ended(RequestSpan span) {
    span.ended(data(), meter, "");
    return kept.getFinishedSpanItems().getFirst();
  }

  @Test
  void offMeansThatNothingIsMade() {
    Traces off = Traces.off();
    assertEquals(false, off.on());
    assertSame(RequestSpan.NONE, off.request(begun(SAMPLED)));
    assertSame(AttemptSpan.NONE, RequestSpan.NONE.attempt());
    assertEquals("", RequestSpan.NONE.traceparent());
    off.close();
  }

  @Test
  void aStrangersTraceIsNotContinued() {
    SpanData span = ended(traces(1, false).request(begun(SAMPLED)));
    assertNotEquals(TRACE, span.getTraceId());
    assertEquals("chat m", span.getName());
  }

  @Test
  void aTrustedCallerDecides() {
    assertEquals(TRACE, ended(traces(0, true).request(begun(SAMPLED))).getTraceId());
    kept.reset();
    RequestSpan unwanted = traces(1, true).request(begun(NOT_SAMPLED));
    assertTrue(unwanted.traceparent().endsWith("-00"), unwanted.traceparent());
    assertTrue(unwanted.traceparent().contains(TRACE), unwanted.traceparent());
    assertFalse(unwanted.recording(), "nothing comes of it, so nothing is looked for");
    unwanted.ended(data(), meter, "");
    assertEquals(List.of(), kept.getFinishedSpanItems());
  }

  @Test
  void aHeaderThatIsNoneBeginsATraceOfItsOwn() {
    for (String odd :
        List.of("", "x", SAMPLED + "0", SAMPLED.replace('4', 'z'), SAMPLED.replace("-", "\r"))) {
      kept.reset();
      SpanData span = ended(traces(1, true).request(begun(odd)));
      assertNotEquals(TRACE, span.getTraceId(), odd);
      assertEquals("0000000000000000", span.getParentSpanId(), odd);
    }
  }

  @Test
  void theRatioIsKept() {
    Traces none = traces(0, true);
    RequestSpan span = none.request(begun("none"));
    span.attempt().done();
    span.ended(data(), meter, "");
    assertEquals(List.of(), kept.getFinishedSpanItems());
  }

  @Test
  void anEnginesOwnWordsStayOutside() {
    meter.stopped("the secret of the prompt");
    assertEquals(
        List.of("_OTHER"),
        ended(traces(1, true).request(begun("none"))).getAttributes().get(Names.FINISHED));
  }

  @Test
  void aCollectorThatIsAwayCostsNoRequestAndNoStop() {
    try (Traces lost = Otlp.to("http://127.0.0.1:1", config(0.5), "here")) {
      for (int i = 0; i < 100; i++) { // more than the queue takes
        RequestSpan span = lost.request(begun("none"));
        span.attempt().failed("EngineBroken");
        span.ended(data(), meter, "EngineBroken");
      }
    }
    assertTrue(meter.totalMs() < 30_000, "the last delivery has a deadline");
  }

  @Test
  void whatMakesNoSenseStopsTheStart() {
    assertThrows(
        IllegalArgumentException.class, () -> Otlp.to("http://127.0.0.1:1", config(2), "here"));
    assertThrows(IllegalArgumentException.class, () -> Otlp.to("no address", config(1), "here"));
  }

  private static TraceConfig config(double ratio) {
    return new TraceConfig() {
      @Override
      public Optional<String> endpoint() {
        return Optional.empty();
      }

      @Override
      public double ratio() {
        return ratio;
      }

      @Override
      public boolean trustCallers() {
        return false;
      }

      @Override
      public int queue() {
        return 16;
      }

      @Override
      public Duration interval() {
        return Duration.ofMillis(50);
      }

      @Override
      public Duration deadline() {
        return Duration.ofMillis(500);
      }
    };
  }
}
