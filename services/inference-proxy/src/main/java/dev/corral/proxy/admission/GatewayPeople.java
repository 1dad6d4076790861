package dev.corral.proxy.admission;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.peer.PeerClient;
import dev.corral.proxy.peer.PeerStatusException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Asks the gateway for people's budgets.
public final class GatewayPeople implements PeopleAuthority {
  private final PeerClient peer;
  private final URI allowance;
  private final ObjectMapper json;

  /// What the proxy reads of the answer; unknown fields mean nothing to us.
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Word(@Nullable List<KeyVerdict.Budget> budgets) {
    /// How much the person may use.
    public Allowance allowance() {
      return new Allowance(
          Allowance.UNLIMITED.limits(),
          KeyVerdict.read(Objects.requireNonNullElse(budgets, List.of())));
    }
  }

  /// At the gateway's management address.
  public GatewayPeople(PeerClient peer, URI gateway, ObjectMapper json) {
    this.peer = peer;
    this.allowance = gateway.resolve("/internal/people/allowance");
    this.json = json;
  }

  @Override
  public CompletionStage<Allowance> ask(String principal, Set<String> groups) {
    ObjectNode question = json.createObjectNode().put("principal", principal);
    groups.stream().sorted().forEach(question.putArray("groups")::add);
    return peer.post(allowance, question.toString(), Map.of()).thenApply(this::read);
  }

  private Allowance read(PeerClient.Answer answer) {
    if (!answer.ok()) {
      throw new PeerStatusException(answer.status());
    }
    try {
      return json.readValue(answer.body(), Word.class).allowance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
