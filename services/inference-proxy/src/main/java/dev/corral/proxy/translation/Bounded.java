package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.Format;
import dev.corral.proxy.conversation.Sampling;
import dev.corral.proxy.conversation.Tool;
import dev.corral.proxy.dialect.JsonText;
import dev.corral.proxy.dialect.PromptConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The parts of a request that the installation bounds, as several dialects have them.
final class Bounded {
  private final PromptConfig limits;

  Bounded(PromptConfig limits) {
    this.limits = limits;
  }

  /// Sampling under the names that most dialects share.
  Sampling sampling(Fields from, OptionalInt maxTokens, String stopName) {
    OptionalDouble temperature = from.number("temperature");
    OptionalDouble topP = from.number("top_p");
    OptionalInt topK = from.count("top_k", 0);
    OptionalLong seed = from.whole("seed");
    OptionalDouble presence = from.number("presence_penalty");
    OptionalDouble frequency = from.number("frequency_penalty");
    List<String> stop = from.texts(stopName, limits.maxStops());
    return new Sampling(maxTokens, temperature, topP, topK, seed, presence, frequency, stop);
  }

  /// A JSON Schema for the answer.
  Format schema(Fields from, String field, String name, boolean strict) {
    ObjectNode schema = from.tree(field).orElseThrow(() -> from.invalid(field, "is required"));
    return new Format.Schema(name, checked(from, field, schema), strict);
  }

  ObjectNode checked(Fields from, String field, ObjectNode schema) {
    if (schema.toString().getBytes(StandardCharsets.UTF_8).length > limits.maxFormatBytes()) {
      throw from.invalid(field, "is larger than " + limits.maxFormatBytes() + " bytes");
    }
    return schema;
  }

  /// Tools as OpenAI's chat and Ollama have them.
  List<Tool> functions(Fields from) {
    return from.objects("tools").stream().map(Bounded::wrapped).toList();
  }

  private static Tool wrapped(Fields tool) {
    if (!tool.text("type").orElse("function").equals("function")) {
      throw tool.unsupported("type");
    }
    Fields function =
        tool.object("function").orElseThrow(() -> tool.invalid("function", "is required"));
    Tool read = function(function, "parameters");
    tool.end();
    return read;
  }

  /// One function with its name, description and the schema of its arguments.
  static Tool function(Fields function, String schemaField) {
    Tool tool =
        new Tool(
            function.required("name"),
            function.text("description").orElse(""),
            function.tree(schemaField).orElseGet(Bounded::noArguments),
            function.flag("strict", false));
    function.end();
    return tool;
  }

  private static ObjectNode noArguments() {
    ObjectNode schema = JsonText.EXACT.createObjectNode().put("type", "object");
    schema.putObject("properties");
    return schema;
  }
}
