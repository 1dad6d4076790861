package dev.corral.proxy.conformance;

import dev.corral.proxy.ScriptedEngine.Call;
import dev.corral.proxy.ScriptedEngine.Script;
import dev.corral.proxy.dialect.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Real exchanges with an engine, as `e2e/clients/record.py` has kept them.
public record Recordings(Path folder) {

  /// What an engine answered.
  public record Answer(int status, String type, String body) {}

  /// Those of an engine: Ollama 0.17.4 and vLLM 0.32.0 for themselves, the laptop's llama.cpp for
  /// all else that speaks OpenAI's dialect.
  public static Recordings of(String engine) {
    String folder =
        switch (engine) {
          case "ollama" -> "ollama-0.17.4";
          case "vllm" -> "vllm-0.32.0";
          default -> "corral-engine";
        };
    return new Recordings(Path.of("src/test/resources/exchanges", folder));
  }

  /// The recorded answer to a case.
  public Answer answer(String name) {
    try {
      String[] parts = Files.readString(folder.resolve(name + ".response")).split("\n", 4);
      return new Answer(Integer.parseInt(parts[0]), parts[1], parts[3]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Answers each call as the engine did.
  public Script script() {
    return call -> send(call, answer(caseOf(call)));
  }

  /// The recorded case that a call is like.
  public static String caseOf(Call call) {
    return caseOf(call, "");
  }

  /// The same, for an engine whose paths stand behind a prefix.
  static String caseOf(Call call, String prefix) {
    String path = call.head().split(" ", 3)[1].substring(prefix.length());
    boolean tools = call.body().contains("\"tools\":[{");
    boolean ollama = path.startsWith("/api/");
    boolean stream =
        ollama
            ? !call.body().contains("\"stream\":false")
            : call.body().contains("\"stream\":true");
    String name =
        switch (path) {
          case "/api/chat" -> "ollama-chat";
          case "/api/generate" -> "ollama-generate";
          case "/api/embed" -> "ollama-embed";
          case "/api/embeddings" -> "ollama-embeddings";
          case "/v1/chat/completions" -> "openai-chat";
          case "/v1/completions" -> "openai-completions";
          case "/v1/embeddings" ->
              call.body().contains("\"world\"") ? "openai-embeddings" : "openai-embeddings-one";
          default -> throw new IllegalArgumentException(path);
        };
    if (name.contains("embed")) {
      return name;
    }
    return tools
        ? name + (stream ? "-tools-stream" : "-tools")
        : name + (stream ? "-stream" : "-whole");
  }

  /// The operation that a case is recorded of.
  static Operation operation(String recorded) {
    return switch (recorded.replaceAll("-(tools|whole|stream)", "")) {
      case "ollama-chat" -> Operation.OLLAMA_CHAT;
      case "ollama-generate" -> Operation.OLLAMA_GENERATE;
      case "ollama-embed" -> Operation.OLLAMA_EMBED;
      case "ollama-embeddings" -> Operation.OLLAMA_EMBEDDINGS;
      case "openai-completions" -> Operation.OPENAI_COMPLETIONS;
      case "openai-embeddings", "openai-embeddings-one" -> Operation.OPENAI_EMBEDDINGS;
      default -> Operation.OPENAI_CHAT;
    };
  }

  /// Sends an answer as it was recorded.
  static void send(Call call, Answer answer) throws IOException {
    if (answer.type().startsWith("application/json")) {
      call.whole(answer.status(), answer.body());
    } else {
      call.streamHead();
      call.chunk(answer.body());
      call.last();
    }
  }

  /// The bytes of a recorded stream.
  public byte[] stream(String name) {
    return answer(name).body().getBytes(StandardCharsets.UTF_8);
  }
}
