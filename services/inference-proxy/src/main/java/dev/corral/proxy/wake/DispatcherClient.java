package dev.corral.proxy.wake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.endpoint.IdleTimeout;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.peer.PeerClient;
import dev.corral.proxy.peer.PeerStatusException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// The dispatcher over HTTP. Model names come from the cluster contract, never from a caller.
public final class DispatcherClient implements Dispatcher, IdleOrders.Listener {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;
  private static final int USUAL_PAUSE = 60;

  private final PeerClient peer;
  private final URI models;
  private final ObjectMapper json;

  /// At the dispatcher's address.
  public DispatcherClient(PeerClient peer, URI dispatcher, ObjectMapper json) {
    this.peer = peer;
    this.models = dispatcher.resolve("/internal/models/");
    this.json = json;
  }

  @Override
  public CompletionStage<Answer> wake(String model, String principal) {
    return peer.post(models.resolve(model + "/wake"), "{}", Map.of("x-corral-principal", principal))
        .thenApply(this::read);
  }

  @Override
  public CompletionStage<Answer> status(String model) {
    return peer.get(models.resolve(model)).thenApply(this::read);
  }

  @Override
  public CompletionStage<Void> idleAfter(ModelEntry model, String owner, IdleTimeout time) {
    String body =
        json.createObjectNode()
            .put("uid", model.naming().uid())
            .put("idleTimeout", time.text())
            .toString();
    return peer.put(
            models.resolve(model.name() + "/idle-timeout"),
            body,
            Map.of("x-corral-principal", owner))
        .thenAccept(answer -> {
          if (!answer.ok()) {
            throw new PeerStatusException(answer.status());
          }
        });
  }

  private Answer read(PeerClient.Answer answer) {
    try {
      return switch (answer.status()) {
        case NOT_FOUND -> new Answer.Gone();
        case CONFLICT -> new Answer.Refused(reason(json.readTree(answer.body())));
        case TOO_MANY -> new Answer.Limited(answer.retryAfter().orElse(USUAL_PAUSE));
        default -> known(answer);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer known(PeerClient.Answer answer) throws IOException {
    if (!answer.ok()) {
      throw new PeerStatusException(answer.status());
    }
    return new Answer.Known(json.readValue(answer.body(), ModelStatus.class));
  }

  /// A stable code only: whatever else the dispatcher says is not for callers.
  private static String reason(JsonNode problem) {
    String code = problem.path("code").asText("");
    return code.matches("[a-z_]{1,40}") ? code : "Refused";
  }
}
