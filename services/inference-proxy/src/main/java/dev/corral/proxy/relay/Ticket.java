package dev.corral.proxy.relay;

import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.dialect.Passage;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.endpoint.ModelEntry;

/// An admitted request: who asks what of which model, and the memory that its body holds.
record Ticket(
    String requestId,
    Principal principal,
    Prompt prompt,
    ModelEntry model,
    Passage passage,
    Gate.Pass pass,
    BodyBudget.Share memory,
    Terms terms) {}
