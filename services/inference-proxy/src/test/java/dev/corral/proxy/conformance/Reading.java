package dev.corral.proxy.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.dialect.Operation;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeSet;

/// What a client of a dialect understands of an answer.
///
/// @param text the words, or for embeddings how many vectors of which length
/// @param call name and arguments of a tool call, or nothing
/// @param out tokens of the answer as the client is told; -1 when it is not
/// @param complete whether the dialect's own end has been seen
/// @param failed whether an error of the dialect has been seen
public record Reading(String text, String call, long out, boolean complete, boolean failed) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Reads the body of an answer with status 200.
  public static Reading of(Operation operation, boolean stream, String body) {
    return switch (operation) {
      case OPENAI_CHAT -> stream ? chatStream(body) : chatWhole(json(body));
      case OPENAI_COMPLETIONS -> stream ? completionStream(body) : completionWhole(json(body));
      case OPENAI_RESPONSES -> stream ? responseStream(body) : responseWhole(json(body));
      case ANTHROPIC_MESSAGES -> stream ? messageStream(body) : messageWhole(json(body));
      case OLLAMA_CHAT, OLLAMA_GENERATE -> ollama(body);
      case OPENAI_EMBEDDINGS -> vectors(json(body).path("data"), "embedding");
      case OLLAMA_EMBED -> vectors(json(body).path("embeddings"), "");
      case OLLAMA_EMBEDDINGS ->
          new Reading("1 x " + json(body).path("embedding").size(), "", -1, true, false);
    };
  }

  private static Reading vectors(JsonNode list, String member) {
    TreeSet<Integer> lengths = new TreeSet<>();
    list.forEach(each -> lengths.add((member.isEmpty() ? each : each.path(member)).size()));
    return new Reading(list.size() + " x " + lengths.first(), "", -1, true, false);
  }

  private static Reading chatWhole(JsonNode whole) {
    JsonNode message = whole.at("/choices/0/message");
    JsonNode function = message.at("/tool_calls/0/function");
    return new Reading(
        message.path("content").asText(""),
        call(function.path("name").asText(""), function.path("arguments").asText("")),
        whole.at("/usage/completion_tokens").asLong(-1),
        !whole.at("/choices/0/finish_reason").asText("").isEmpty(),
        whole.has("error"));
  }

  private static Reading chatStream(String body) {
    StringBuilder text = new StringBuilder();
    StringBuilder arguments = new StringBuilder();
    String name = "";
    long out = -1;
    boolean failed = false;
    for (JsonNode chunk : events(body)) {
      JsonNode delta = chunk.at("/choices/0/delta");
      text.append(delta.path("content").asText(""));
      name += delta.at("/tool_calls/0/function/name").asText("");
      arguments.append(delta.at("/tool_calls/0/function/arguments").asText(""));
      out = Math.max(out, chunk.at("/usage/completion_tokens").asLong(-1));
      failed |= chunk.has("error");
    }
    boolean complete = body.contains("data: [DONE]");
    return new Reading(text.toString(), call(name, arguments.toString()), out, complete, failed);
  }

  private static Reading completionWhole(JsonNode whole) {
    return new Reading(
        whole.at("/choices/0/text").asText(),
        "",
        whole.at("/usage/completion_tokens").asLong(-1),
        !whole.at("/choices/0/finish_reason").asText("").isEmpty(),
        whole.has("error"));
  }

  private static Reading completionStream(String body) {
    StringBuilder text = new StringBuilder();
    long out = -1;
    boolean failed = false;
    for (JsonNode chunk : events(body)) {
      text.append(chunk.at("/choices/0/text").asText(""));
      out = Math.max(out, chunk.at("/usage/completion_tokens").asLong(-1));
      failed |= chunk.has("error");
    }
    return new Reading(text.toString(), "", out, body.contains("data: [DONE]"), failed);
  }

  private static Reading responseWhole(JsonNode whole) {
    String text = "";
    String call = "";
    for (JsonNode item : whole.path("output")) {
      text += item.at("/content/0/text").asText("");
      call += call(item.path("name").asText(""), item.path("arguments").asText(""));
    }
    String status = whole.path("status").asText();
    return new Reading(
        text,
        call,
        whole.at("/usage/output_tokens").asLong(-1),
        status.equals("completed") || status.equals("incomplete"),
        status.equals("failed"));
  }

  private static Reading responseStream(String body) {
    StringBuilder text = new StringBuilder();
    Reading last = new Reading("", "", -1, false, false);
    boolean failed = false;
    for (JsonNode event : events(body)) {
      String type = event.path("type").asText();
      if (type.equals("response.output_text.delta")) {
        text.append(event.path("delta").asText());
      }
      if (type.equals("response.completed") || type.equals("response.incomplete")) {
        last = responseWhole(event.path("response"));
      }
      failed |= type.equals("error") || type.equals("response.failed") || event.has("error");
    }
    return new Reading(text.toString(), last.call(), last.out(), last.complete(), failed);
  }

  private static Reading messageWhole(JsonNode whole) {
    String text = "";
    String call = "";
    for (JsonNode block : whole.path("content")) {
      text += block.path("text").asText("");
      call += call(block.path("name").asText(""), block.path("input").toString());
    }
    return new Reading(
        text,
        call,
        whole.at("/usage/output_tokens").asLong(-1),
        !whole.path("stop_reason").asText("").isEmpty(),
        whole.path("type").asText().equals("error"));
  }

  private static Reading messageStream(String body) {
    StringBuilder text = new StringBuilder();
    StringBuilder arguments = new StringBuilder();
    String name = "";
    long out = -1;
    boolean complete = false;
    boolean failed = false;
    for (JsonNode event : events(body)) {
      text.append(event.at("/delta/text").asText(""));
      arguments.append(event.at("/delta/partial_json").asText(""));
      name += event.at("/content_block/name").asText("");
      out = Math.max(out, event.at("/usage/output_tokens").asLong(-1));
      complete |= event.path("type").asText().equals("message_stop");
      failed |= event.path("type").asText().equals("error");
    }
    return new Reading(text.toString(), call(name, arguments.toString()), out, complete, failed);
  }

  private static Reading ollama(String body) {
    StringBuilder text = new StringBuilder();
    String call = "";
    long out = -1;
    boolean complete = false;
    boolean failed = false;
    for (String line : body.lines().toList()) {
      JsonNode part = json(line);
      text.append(part.at("/message/content").asText(part.path("response").asText("")));
      JsonNode function = part.at("/message/tool_calls/0/function");
      call += call(function.path("name").asText(""), function.path("arguments").toString());
      out = Math.max(out, part.path("eval_count").asLong(-1));
      complete |= part.path("done").asBoolean();
      failed |= part.has("error");
    }
    return new Reading(text.toString(), call, out, complete, failed);
  }

  /// The same text however the arguments were spaced.
  static String call(String name, String arguments) {
    return name.isEmpty() ? "" : name + json(arguments);
  }

  private static List<JsonNode> events(String body) {
    return body.lines()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> json(line.substring(6)))
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
