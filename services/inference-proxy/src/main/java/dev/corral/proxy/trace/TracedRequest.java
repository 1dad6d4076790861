package dev.corral.proxy.trace;

import dev.corral.proxy.tally.GenAi;
import dev.corral.proxy.tally.Meter;
import dev.corral.proxy.tally.UsageEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A request of which something is recorded, or not because of the sampler.
final class TracedRequest implements RequestSpan {
  private final Tracer tracer;
  private final Traces.Begun begun;
  private final Span span;
  private Span asking;
  private long attempts;
  private boolean waiting;

  TracedRequest(Tracer tracer, Traces.Begun begun, Context parent) {
    this.tracer = tracer;
    this.begun = begun;
    this.span =
        tracer
            .spanBuilder(name())
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(begun.at())
            .setAttribute(Names.OPERATION, GenAi.operation(begun.operation()))
            .setAttribute(Names.PROVIDER, GenAi.provider(begun.engine()))
            .setAttribute(Names.ASKED, begun.model())
            .setAttribute(Names.REQUEST_ID, begun.requestId())
            .startSpan();
    this.asking = span;
  }

  private String name() {
    return GenAi.operation(begun.operation()) + " " + begun.model();
  }

  @Override
  public boolean recording() {
    return span.isRecording();
  }

  @Override
  public void waiting() {
    if (!waiting) {
      waiting = true;
      span.addEvent(Names.WAKE_STARTED);
    }
  }

  @Override
  public AttemptSpan attempt() {
    if (waiting) {
      waiting = false;
      span.addEvent(Names.WAKE_READY);
    }
    attempts++;
    Span attempt =
        tracer
            .spanBuilder(name())
            .setParent(Context.root().with(span))
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(Names.OPERATION, GenAi.operation(begun.operation()))
            .setAttribute(Names.PROVIDER, GenAi.provider(begun.engine()))
            .setAttribute(Names.ASKED, begun.model())
            .setAttribute(Names.ATTEMPT, attempts)
            .startSpan();
    asking = attempt;
    return new TracedAttempt(attempt);
  }

  @Override
  public String traceparent() {
    SpanContext context = asking.getSpanContext();
    return "00-"
        + context.getTraceId()
        + "-"
        + context.getSpanId()
        + "-"
        + context.getTraceFlags().asHex();
  }

  @Override
  public void ended(UsageEvent.Data data, Meter meter, String error) {
    span.setAttribute(Names.USAGE_ID, data.requestId());
    span.setAttribute(Names.DIALECT, data.dialect());
    span.setAttribute(Names.OUTCOME, data.outcome());
    span.setAttribute(Names.SOURCE, data.tokensSource());
    span.setAttribute(Names.COLD, data.coldStart());
    span.setAttribute(Names.QUEUE_MS, data.queueMs());
    if (!data.tokensSource().equals("unknown")) {
      span.setAttribute(Names.ANSWERED, data.model());
      span.setAttribute(Names.TOKENS_IN, data.tokensIn());
      span.setAttribute(Names.TOKENS_OUT, data.tokensOut());
      part(Names.CACHED, data.tokensCached());
      part(Names.CACHE_WRITTEN, data.tokensCacheWritten());
      part(Names.REASONING, data.tokensReasoning());
    }
    meter
        .stopReason()
        .ifPresent(word -> span.setAttribute(Names.FINISHED, List.of(Names.reason(word))));
    meter.firstTokenAt().ifPresent(at -> span.addEvent(Names.FIRST_TOKEN, at));
    if (!error.isEmpty()) {
      span.setAttribute(Names.ERROR, error);
      span.setStatus(StatusCode.ERROR);
    }
    span.end(meter.now());
  }

  private void part(AttributeKey<Long> name, @Nullable Long count) {
    if (count != null) {
      span.setAttribute(name, count);
    }
  }
}
