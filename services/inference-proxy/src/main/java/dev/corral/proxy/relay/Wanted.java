package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.trace.RequestSpan;

/// What is wanted of which model, as far as a server that answers for it has to know.
///
/// @param optional whether engines may lack the operation without being broken
/// @param span what engines of our own continue the trace of
record Wanted(ModelEntry model, String operation, boolean optional, RequestSpan span) {

  /// Not every engine can do more than chat; one that cannot chat either is broken.
  static Wanted of(Recipient to) {
    Operation operation = to.ticket().prompt().operation();
    return new Wanted(
        to.ticket().model(),
        operation.id(),
        operation.embeds() || operation == Operation.OPENAI_COMPLETIONS,
        to.span());
  }
}
