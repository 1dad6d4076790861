package dev.corral.local.engine.structured;

import dev.corral.local.engine.http.RequestException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The call of a tool that an answer will be. The demo model never learned tools: it calls one when
/// it has to, or when the question names it. The arguments are generated within the tool's schema.
///
/// @param schema of the arguments, see [AnswerSchema]
public record ToolCall(String id, String name, String schema) {

  private record Tool(String name, JsonObject parameters) {}

  /// Whether the answer is a call, and of which tool.
  ///
  /// @param choice `auto`, `none`, `required`, an object that names one, or nothing
  /// @param question what the user said last
  public static Optional<ToolCall> of(JsonArray tools, @Nullable Object choice, String question) {
    var known = tools.stream().map(item -> tool((JsonObject) item)).toList();
    var wanted =
        switch (choice) {
          case null -> mentioned(known, question);
          case String word -> byWord(word, known, question);
          case JsonObject named -> Optional.of(named(known, named));
          default -> throw new RequestException(400, "tool_choice must be a string or an object");
        };
    return wanted.map(tool ->
        new ToolCall(
            "call_" + UUID.randomUUID().toString().substring(0, 8),
            tool.name(),
            AnswerSchema.of(tool.parameters())));
  }

  private static Optional<Tool> byWord(String word, List<Tool> known, String question) {
    return switch (word) {
      case "none" -> Optional.empty();
      case "auto" -> mentioned(known, question);
      case "required" -> mentioned(known, question).or(() -> known.stream().findFirst());
      default -> throw new RequestException(400, "tool_choice must be auto, none or required");
    };
  }

  private static Optional<Tool> mentioned(List<Tool> known, String question) {
    return known.stream().filter(tool -> question.contains(tool.name())).findFirst();
  }

  private static Tool named(List<Tool> known, JsonObject choice) {
    var name = choice.getJsonObject("function", new JsonObject()).getString("name", "");
    return known.stream()
        .filter(tool -> tool.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new RequestException(400, "tool_choice names an unknown tool"));
  }

  private static Tool tool(JsonObject tool) {
    var function = tool.getJsonObject("function", new JsonObject());
    var name = function.getString("name", "");
    if (name.isEmpty()) {
      throw new RequestException(400, "a tool needs a function with a name");
    }
    return new Tool(name, function.getJsonObject("parameters", new JsonObject()));
  }
}
