package dev.corral.proxy.conformance;

import dev.corral.proxy.dialect.Operation;

/// The same question in every dialect.
final class Question {
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}";
  private static final String FUNCTION =
      "\"name\":\"get_weather\",\"description\":\"Tells the weather.\",";

  private Question() {}

  /// Whether a stream can be asked for.
  static boolean streams(Operation operation) {
    return !embeds(operation);
  }

  static boolean embeds(Operation operation) {
    return switch (operation) {
      case OPENAI_EMBEDDINGS, OLLAMA_EMBED, OLLAMA_EMBEDDINGS -> true;
      default -> false;
    };
  }

  /// Whether tools can be sent along.
  static boolean tools(Operation operation) {
    return switch (operation) {
      case OPENAI_CHAT, OPENAI_RESPONSES, ANTHROPIC_MESSAGES, OLLAMA_CHAT -> true;
      default -> false;
    };
  }

  /// What is asked in words.
  static String text(Operation operation, boolean tools) {
    if (tools) {
      return "Use the tool get_weather for Paris.";
    }
    return operation == Operation.OPENAI_COMPLETIONS ? "Corral" : "What is Corral?";
  }

  static String of(Operation operation, String model, boolean stream, boolean tools) {
    String head = "{\"model\":\"%s\",".formatted(model);
    String mode = "\"stream\":%s".formatted(stream);
    String text = text(operation, tools);
    String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}],";
    return switch (operation) {
      case OPENAI_CHAT ->
          head
              + messages
              + (stream ? "\"stream_options\":{\"include_usage\":true}," : "")
              + (tools ? "\"tools\":[" + nested() + "]," : "")
              + mode
              + "}";
      case OLLAMA_CHAT ->
          head + messages + (tools ? "\"tools\":[" + nested() + "]," : "") + mode + "}";
      case OPENAI_COMPLETIONS ->
          head
              + "\"prompt\":\"Corral\","
              + (stream ? "\"stream_options\":{\"include_usage\":true}," : "")
              + mode
              + "}";
      case OPENAI_RESPONSES ->
          head
              + "\"input\":\""
              + text
              + "\","
              + (tools
                  ? "\"tools\":[{\"type\":\"function\","
                      + FUNCTION
                      + "\"parameters\":"
                      + SCHEMA
                      + "}],"
                  : "")
              + mode
              + "}";
      case ANTHROPIC_MESSAGES ->
          head
              + messages
              + "\"max_tokens\":100,"
              + (tools ? "\"tools\":[{" + FUNCTION + "\"input_schema\":" + SCHEMA + "}]," : "")
              + mode
              + "}";
      case OLLAMA_GENERATE -> head + "\"prompt\":\"What is Corral?\"," + mode + "}";
      case OPENAI_EMBEDDINGS, OLLAMA_EMBED -> head + "\"input\":[\"hello\",\"world\"]}";
      case OLLAMA_EMBEDDINGS -> head + "\"prompt\":\"hello\"}";
    };
  }

  private static String nested() {
    return "{\"type\":\"function\",\"function\":{" + FUNCTION + "\"parameters\":" + SCHEMA + "}}";
  }
}
