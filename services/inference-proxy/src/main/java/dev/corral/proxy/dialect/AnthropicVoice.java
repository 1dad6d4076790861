package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// Anthropic's shapes.
final class AnthropicVoice implements Voice {

  @Override
  public String streamType() {
    return "text/event-stream";
  }

  @Override
  public Refusal refusal(Problem problem, String requestId) {
    ObjectNode body = AnthropicError.body(problem).put("request_id", requestId);
    return new Refusal(AnthropicError.of(problem).status(), OpenAiVoice.bytes(body));
  }

  @Override
  public byte[] streamError(Problem problem) {
    return event("error", AnthropicError.body(problem));
  }

  /// Clients skip a ping wherever it stands, also before `message_start`.
  @Override
  public byte[] heartbeat(Prompt prompt, Optional<Loading> waking, Instant now) {
    ObjectNode ping = JsonText.MAPPER.createObjectNode().put("type", "ping");
    waking.ifPresent(loading -> ping.set("loading", LoadingJson.of(loading)));
    return event("ping", ping);
  }

  @Override
  public byte[] list(Collection<ListedModel> models) {
    ObjectNode list = JsonText.MAPPER.createObjectNode();
    ArrayNode data = list.putArray("data");
    models.forEach(model -> data.add(card(model)));
    list.put("has_more", false);
    list.put("first_id", data.isEmpty() ? null : data.get(0).path("id").asText());
    list.put("last_id", data.isEmpty() ? null : data.get(data.size() - 1).path("id").asText());
    return OpenAiVoice.bytes(list);
  }

  @Override
  public byte[] one(ListedModel model) {
    return OpenAiVoice.bytes(card(model));
  }

  private static ObjectNode card(ListedModel model) {
    ObjectNode card = JsonText.MAPPER.createObjectNode();
    card.put("type", "model").put("id", model.name()).put("display_name", model.name());
    card.put("created_at", model.createdAt().toString());
    OpenAiVoice.addOurs(card, model);
    return card;
  }

  /// One named event.
  static byte[] event(String name, JsonNode data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.writeBytes(FrameBytes.ascii("event: " + name + "\n"));
    out.writeBytes(OpenAiVoice.event(data));
    return out.toByteArray();
  }
}
