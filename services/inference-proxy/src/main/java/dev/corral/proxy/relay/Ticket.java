package dev.corral.proxy.relay;

import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.dialect.Passage;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.endpoint.ModelEntry;
import java.util.Optional;

/// An admitted request: who asks what of which model, and the memory that its body holds.
///
/// @param carried how it goes to an engine that speaks HTTP; empty for a conversation with a model
///   behind Bedrock
record Ticket(
    String requestId,
    Principal principal,
    Prompt prompt,
    ModelEntry model,
    Optional<Passage> carried,
    Gate.Pass pass,
    BodyBudget.Share memory,
    Terms terms) {

  Passage passage() {
    return carried.orElseThrow();
  }
}
