package dev.corral.proxy.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/// Ends its span once; what is said later changes nothing, because an ended span takes nothing.
final class TracedAttempt implements AttemptSpan {
  private final Span span;

  TracedAttempt(Span span) {
    this.span = span;
  }

  @Override
  public void done() {
    span.setAttribute(Names.OUTCOME, "done");
    span.end();
  }

  @Override
  public void failed(String problem) {
    span.setAttribute(Names.OUTCOME, "error");
    span.setAttribute(Names.ERROR, problem);
    span.setStatus(StatusCode.ERROR);
    span.end();
  }

  @Override
  public void cancelled() {
    span.setAttribute(Names.OUTCOME, "cancelled");
    span.end();
  }
}
