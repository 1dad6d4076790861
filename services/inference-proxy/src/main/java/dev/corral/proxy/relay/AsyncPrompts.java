package dev.corral.proxy.relay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.admission.Credential;
import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.admission.KeyProof;
import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.job.JobDesk;
import dev.corral.proxy.problem.Loading;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/// Answers `Prefer: respond-async`: the prompt becomes a job, and the caller learns its name.
public final class AsyncPrompts {
  private final Optional<JobDesk> desk;
  private final Relay relay;
  private final Gate gate;
  private final ObjectMapper json;

  /// Without a desk the preference is not honoured, as a preference need not be.
  public AsyncPrompts(Optional<JobDesk> desk, Relay relay, Gate gate, ObjectMapper json) {
    this.desk = desk;
    this.relay = relay;
    this.gate = gate;
    this.json = json;
  }

  Optional<JobDesk> desk() {
    return desk;
  }

  boolean wanted(HttpServerRequest request) {
    return desk.isPresent()
        && request.headers().getAll("prefer").stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(one -> one.split(";", 2)[0].strip())
            .anyMatch("respond-async"::equalsIgnoreCase);
  }

  /// Everything is checked that would be checked for an answer at once. The request counts now; its
  /// tokens, its place in progress and the budget when the job runs, for only then it uses them.
  Future<Void> accept(
      HttpServerRequest request, String requestId, Principal who, Prompt prompt, ModelEntry model) {
    relay.roads().of(prompt, model);
    IdleWish wish = IdleWish.of(request, who, model);
    Gate.Demand demand = new Gate.Demand(model.name(), relay.mostTokens(prompt, model));
    JobDesk.Asked asked =
        new JobDesk.Asked(
            requestId, prompt.operation(), model.name(), whole(prompt), proof(request));
    return Future.fromCompletionStage(
            gate.enter(who, demand)
                .thenCompose(pass -> {
                  try {
                    pass.headers().forEach(request.response()::putHeader);
                    wish.grant(request, relay.lanes().idle());
                  } finally {
                    pass.leave(0);
                  }
                  return desk.orElseThrow().accept(who, asked);
                }),
            relay.vertx().getOrCreateContext())
        .compose(job -> told(request, job, model));
  }

  private static Optional<KeyProof> proof(HttpServerRequest request) {
    Credential credential =
        Credential.of(
            request.headers().getAll("authorization"), request.headers().getAll("x-api-key"));
    return credential instanceof Credential.Key key
        ? Optional.of(KeyProof.of(key))
        : Optional.empty();
  }

  /// The same request for a whole answer.
  private static byte[] whole(Prompt prompt) {
    ObjectNode body = prompt.body().tree();
    if (prompt.stream()) {
      body.put("stream", false);
      body.remove("stream_options");
    }
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Future<Void> told(HttpServerRequest request, UUID job, ModelEntry model) {
    boolean ready = relay.lanes().isReady(model);
    ObjectNode body = json.createObjectNode();
    body.put("status", ready ? "queued" : "starting");
    if (!ready) {
      Loading loading = relay.lanes().wakes().loading(model.name());
      loading.etaSeconds().ifPresent(eta -> body.put("eta_seconds", eta));
    }
    body.put("job", job.toString());
    body.put("status_url", "/api/v1/prompts/" + job);
    return request
        .response()
        .setStatusCode(202)
        .putHeader("content-type", "application/json")
        .putHeader("preference-applied", "respond-async")
        .end(Buffer.buffer(body.toString()));
  }
}
