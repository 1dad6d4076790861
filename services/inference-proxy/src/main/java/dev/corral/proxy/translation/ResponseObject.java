package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.AnswerWriter.Times;
import dev.corral.proxy.conversation.StopReason;
import dev.corral.proxy.conversation.Usage;
import dev.corral.proxy.dialect.JsonText;
import java.util.List;

/// The response object of OpenAI's responses, which repeats what was asked.
final class ResponseObject {
  private static final List<String> REPEATED =
      List.of(
          "instructions",
          "max_output_tokens",
          "metadata",
          "parallel_tool_calls",
          "reasoning",
          "temperature",
          "text",
          "tool_choice",
          "tools",
          "top_p",
          "truncation",
          "user");

  private final Heading heading;
  private final String id;
  private final long created;
  private final ObjectNode repeated = Frames.object();

  ResponseObject(Heading heading) {
    this.heading = heading;
    this.id = heading.ids().next("resp_");
    this.created = heading.now().getEpochSecond();
    defaults();
    ObjectNode asked = heading.prompt().body().tree();
    for (String name : REPEATED) {
      JsonNode value = asked.get(name);
      if (value != null && !value.isNull()) {
        repeated.set(name, value);
      }
    }
  }

  private void defaults() {
    repeated.putNull("instructions").putNull("max_output_tokens");
    repeated.putObject("metadata");
    repeated.put("parallel_tool_calls", true);
    repeated.putObject("reasoning").putNull("effort").putNull("summary");
    repeated.putNull("temperature");
    repeated.putObject("text").putObject("format").put("type", "text");
    repeated.put("tool_choice", "auto");
    repeated.putArray("tools");
    repeated.putNull("top_p").put("truncation", "disabled");
  }

  /// While it is made.
  ObjectNode begun() {
    ObjectNode response = named("in_progress");
    response.putNull("incomplete_details");
    response.putArray("output");
    response.putNull("usage");
    return response;
  }

  /// Its end: complete, or cut by a limit or a filter.
  ObjectNode over(Blocks blocks, ArrayNode output, Times times) {
    StopReason reason = blocks.stopped().reason();
    ObjectNode response = named(status(reason));
    if (complete(reason)) {
      response.putNull("incomplete_details");
    } else {
      response
          .putObject("incomplete_details")
          .put("reason", reason == StopReason.LENGTH ? "max_output_tokens" : "content_filter");
    }
    response.set("output", output);
    response.putNull("usage");
    blocks.usage().ifPresent(usage -> response.set("usage", usage(usage, times)));
    return response;
  }

  static boolean complete(StopReason reason) {
    return reason != StopReason.LENGTH && reason != StopReason.FILTERED;
  }

  static String status(StopReason reason) {
    return complete(reason) ? "completed" : "incomplete";
  }

  private ObjectNode named(String status) {
    ObjectNode response = JsonText.EXACT.createObjectNode();
    response.put("id", id).put("object", "response").put("created_at", created);
    response.put("status", status).put("background", false).putNull("error");
    response.put("model", heading.model());
    response.putNull("previous_response_id").put("store", false);
    response.setAll(repeated.deepCopy());
    return response;
  }

  private static ObjectNode usage(Usage usage, Times times) {
    ObjectNode json = Frames.object().put("input_tokens", usage.in());
    json.putObject("input_tokens_details").put("cached_tokens", usage.cachedIn());
    json.put("output_tokens", usage.out());
    json.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoningOut());
    json.put("total_tokens", usage.in() + usage.out());
    TimesJson.addTo(json, times, usage.out());
    return json;
  }
}
