package dev.corral.proxy.admission;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.peer.PeerClient;
import dev.corral.proxy.peer.PeerStatusException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Asks the gateway, which owns the keys.
public final class GatewayKeys implements KeyAuthority {
  private final PeerClient peer;
  private final URI verify;
  private final ObjectMapper json;

  /// At the gateway's management address.
  public GatewayKeys(PeerClient peer, URI gateway, ObjectMapper json) {
    this.peer = peer;
    this.verify = gateway.resolve("/internal/keys/verify");
    this.json = json;
  }

  @Override
  public CompletionStage<KeyVerdict> ask(String id, String sha256) {
    // Both are plain characters by construction, nothing to escape.
    String body = "{\"id\":\"" + id + "\",\"sha256\":\"" + sha256 + "\"}";
    return peer.post(verify, body, Map.of()).thenApply(this::verdict);
  }

  private KeyVerdict verdict(PeerClient.Answer answer) {
    if (!answer.ok()) {
      throw new PeerStatusException(answer.status());
    }
    try {
      return json.readValue(answer.body(), KeyVerdict.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
