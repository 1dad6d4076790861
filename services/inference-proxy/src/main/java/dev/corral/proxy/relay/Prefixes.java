package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.routing.Affinity;
import dev.corral.proxy.routing.Fnv;
import java.nio.charset.StandardCharsets;

/// Says which requests belong together because they begin alike: only those to a vLLM model with
/// several replicas, whose caches differ.
///
/// @param wanted whether anything belongs together at all
/// @param bytes of the first messages that count
public record Prefixes(boolean wanted, int bytes) {
  private static final String ENGINE = "vllm";

  Affinity affinity(Ticket ticket, int replicas) {
    ModelEntry model = ticket.model();
    if (!wanted || replicas < 2 || !ENGINE.equals(model.traits().engine())) {
      return Affinity.NONE;
    }
    byte[] served = model.naming().servedName().getBytes(StandardCharsets.UTF_8);
    byte[] beginning = ticket.prompt().body().beginning(bytes);
    return Affinity.of(Fnv.hash(Fnv.hash(Fnv.START, served), beginning));
  }
}
