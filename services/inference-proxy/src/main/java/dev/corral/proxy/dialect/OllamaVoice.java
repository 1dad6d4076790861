package dev.corral.proxy.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.Problem.*;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// Ollama's shapes.
final class OllamaVoice implements Voice {

  @Override
  public String streamType() {
    return "application/x-ndjson";
  }

  @Override
  public Refusal refusal(Problem problem, String requestId) {
    return new Refusal(status(problem), bytes(error(problem)));
  }

  @Override
  public byte[] streamError(Problem problem) {
    return line(error(problem));
  }

  private static ObjectNode error(Problem problem) {
    ObjectNode body = JsonText.MAPPER.createObjectNode().put("error", words(problem));
    LoadingJson.of(problem).ifPresent(loading -> body.set("loading", loading));
    return body;
  }

  /// Clients look for Ollama's own sentence about a missing model.
  private static String words(Problem problem) {
    return problem instanceof ModelNotFound missing
        ? "model '" + missing.model() + "' not found"
        : problem.message();
  }

  private static int status(Problem problem) {
    return switch (problem) {
      case Unauthorized p -> 401;
      case Forbidden p -> 403;
      case ModelNotFound p -> 404;
      case NoSuchRoute p -> 404;
      case MethodNotAllowed p -> 405;
      case AmbiguousPath p -> 400;
      case Malformed p -> 400;
      case InvalidField p -> 400;
      case FieldRefused p -> 400;
      case BodyTooLarge p -> 413;
      case UnsupportedMedia p -> 415;
      case SlowBody p -> 408;
      case TooManyStreams p -> 429;
      case TooManyWaiters p -> 429;
      case LaunchLimit p -> 429;
      case Starting p -> 503;
      case ModelFailed p -> 503;
      case OperationUnsupported p -> 400;
      case FieldUnsupported p -> 400;
      case RateLimited p -> 429;
      case BudgetSpent p -> 429;
      case ContentRefused p -> 400;
      case Throttled p -> 429;
      case ModelRetired p -> 410;
      case ModelForbidden p -> 403;
      case StorageUnavailable p -> 503;
      case NotConfigured p -> 503;
      case NotYours p -> 404;
      case EngineUnavailable p -> 503;
      case EngineBusy p -> 503;
      case EngineBroken p -> 502;
      case EngineTimeout p -> 504;
      case EngineRefused p -> 400;
      case Restarting p -> 503;
      case IdentityUnavailable p -> 503;
      case NotReady p -> 503;
      case Overloaded p -> 503;
      case Internal p -> 500;
    };
  }

  @Override
  public byte[] heartbeat(Prompt prompt, Optional<Loading> waking, Instant now) {
    ObjectNode beat = JsonText.MAPPER.createObjectNode();
    beat.put("model", prompt.model());
    beat.put("created_at", now.toString());
    if (prompt.operation() == Operation.OLLAMA_GENERATE) {
      beat.put("response", "");
    } else {
      beat.putObject("message").put("role", "assistant").put("content", "");
    }
    beat.put("done", false);
    waking.ifPresent(loading -> addWaking(beat.putObject("corral"), loading));
    return line(beat);
  }

  @Override
  public byte[] wakeText(Prompt prompt, Loading waking, Instant now) {
    if (prompt.operation() != Operation.OLLAMA_CHAT) {
      return heartbeat(prompt, Optional.of(waking), now);
    }
    ObjectNode beat = JsonText.MAPPER.createObjectNode();
    beat.put("model", prompt.model()).put("created_at", now.toString());
    beat.putObject("message")
        .put("role", "assistant")
        .put("content", "")
        .put("thinking", LoadingJson.words(waking));
    beat.put("done", false);
    addWaking(beat.putObject("corral"), waking);
    return line(beat);
  }

  private static void addWaking(ObjectNode ours, Loading loading) {
    ours.put("state", "launching").put("phase", loading.phase());
    loading.etaSeconds().ifPresent(eta -> ours.put("eta_seconds", eta));
  }

  @Override
  public byte[] list(Collection<ListedModel> models) {
    ObjectNode list = JsonText.MAPPER.createObjectNode();
    ArrayNode array = list.putArray("models");
    models.forEach(model -> array.add(card(model)));
    return bytes(list);
  }

  @Override
  public byte[] one(ListedModel model) {
    ObjectNode show = JsonText.MAPPER.createObjectNode();
    show.put("license", "").put("modelfile", "").put("parameters", "").put("template", "");
    show.set("details", details(model));
    show.putObject("model_info").put("general.context_length", model.contextLength());
    show.putArray("capabilities").add("completion");
    show.put("modified_at", model.createdAt().toString());
    OpenAiVoice.addOurs(show, model);
    return bytes(show);
  }

  private static ObjectNode card(ListedModel model) {
    ObjectNode card = JsonText.MAPPER.createObjectNode();
    card.put("name", model.name()).put("model", model.name());
    card.put("modified_at", model.createdAt().toString());
    card.put("size", 0).put("digest", "");
    card.set("details", details(model));
    card.put("size_vram", 0);
    OpenAiVoice.addOurs(card, model);
    return card;
  }

  private static ObjectNode details(ListedModel model) {
    ObjectNode details = JsonText.MAPPER.createObjectNode();
    details.put("parent_model", model.parent().orElse("")).put("format", "gguf").put("family", "");
    details.putArray("families");
    details.put("parameter_size", "").put("quantization_level", "");
    return details.put("context_length", model.contextLength());
  }

  static byte[] line(JsonNode node) {
    return (node.toString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(JsonNode node) {
    try {
      return JsonText.MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
