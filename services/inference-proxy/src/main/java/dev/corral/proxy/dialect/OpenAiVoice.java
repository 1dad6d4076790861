package dev.corral.proxy.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// OpenAI's shapes.
final class OpenAiVoice implements Voice {

  @Override
  public String streamType() {
    return "text/event-stream";
  }

  @Override
  public Refusal refusal(Problem problem, String requestId) {
    return new Refusal(OpenAiError.of(problem).status(), bytes(OpenAiError.body(problem)));
  }

  @Override
  public byte[] streamError(Problem problem) {
    return event(OpenAiError.body(problem));
  }

  @Override
  public byte[] heartbeat(Prompt prompt, Optional<Loading> waking, Instant now) {
    String comment = waking.map(OpenAiVoice::waking).orElse(": waiting for the first token\n\n");
    return comment.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] wakeText(Prompt prompt, Loading waking, Instant now) {
    if (prompt.operation() != Operation.OPENAI_CHAT) {
      return heartbeat(prompt, Optional.of(waking), now);
    }
    ObjectNode chunk = JsonText.MAPPER.createObjectNode();
    chunk.put("id", "wake").put("object", "chat.completion.chunk");
    chunk.put("created", now.getEpochSecond()).put("model", prompt.model());
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice
        .putObject("delta")
        .put("role", "assistant")
        .put("reasoning_content", LoadingJson.words(waking));
    choice.putNull("finish_reason");
    return event(chunk);
  }

  private static String waking(Loading loading) {
    StringBuilder comment = new StringBuilder(": waking state=launching phase=");
    comment.append(loading.phase());
    loading.etaSeconds().ifPresent(eta -> comment.append(" eta_seconds=").append(eta));
    return comment.append("\n\n").toString();
  }

  @Override
  public byte[] list(Collection<ListedModel> models) {
    ObjectNode list = JsonText.MAPPER.createObjectNode().put("object", "list");
    ArrayNode data = list.putArray("data");
    models.forEach(model -> data.add(card(model)));
    return bytes(list);
  }

  @Override
  public byte[] one(ListedModel model) {
    return bytes(card(model));
  }

  private static ObjectNode card(ListedModel model) {
    ObjectNode card = JsonText.MAPPER.createObjectNode();
    card.put("id", model.name()).put("object", "model");
    card.put("created", model.createdAt().getEpochSecond()).put("owned_by", model.owner());
    addOurs(card, model);
    return card;
  }

  /// What Corral says of a model in every dialect, beyond the dialect's own fields.
  static void addOurs(ObjectNode card, ListedModel model) {
    model.parent().ifPresent(parent -> card.put("parent", parent));
    card.put("status", model.state()).put("context_length", model.contextLength());
    model.loading().ifPresent(loading -> card.set("loading", LoadingJson.of(loading)));
  }

  static byte[] event(JsonNode data) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    out.writeBytes(FrameBytes.ascii("data: "));
    out.writeBytes(bytes(data));
    out.writeBytes(FrameBytes.ascii("\n\n"));
    return out.toByteArray();
  }

  static byte[] bytes(JsonNode node) {
    try {
      return JsonText.MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
