package dev.corral.dispatcher.engine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which of vLLM's parsers reads the tool calls of a model. vLLM refuses every request with tools
/// unless it is started with one, and a model's own files do not say which.
final class ToolCalls {

  /// A family and the parser for it, known since vLLM 0.30.
  private record Family(String inName, String parser) {}

  /// The first whose name is in that of the repository: longer names stand before what they
  /// contain.
  private static final List<Family> FAMILIES =
      List.of(
          new Family("hermes", "hermes"),
          new Family("xlam", "xlam"),
          new Family("qwen3-coder", "qwen3_coder"),
          new Family("qwen3.5", "qwen3_coder"),
          new Family("qwen3", "hermes"),
          new Family("qwen2.5", "hermes"),
          new Family("qwq", "hermes"),
          new Family("llama-4", "llama4_pythonic"),
          new Family("llama-3.1", "llama3_json"),
          new Family("llama-3.2", "llama3_json"),
          new Family("llama-3.3", "llama3_json"),
          new Family("mistral-7b-instruct-v0.3", "mistral"),
          new Family("mistral-nemo", "mistral"),
          new Family("mistral-small", "mistral"),
          new Family("mistral-large", "mistral"),
          new Family("ministral", "mistral"),
          new Family("devstral", "mistral"),
          new Family("magistral", "mistral"),
          new Family("deepseek-v3.1", "deepseek_v31"),
          new Family("deepseek-v3.2", "deepseek_v32"),
          new Family("deepseek-v3", "deepseek_v3"),
          new Family("gpt-oss", "openai"),
          new Family("granite-4", "granite4"),
          new Family("granite-3", "granite"),
          new Family("glm-4.5", "glm45"),
          new Family("glm-4.6", "glm45"),
          new Family("glm-4.7", "glm47"),
          new Family("kimi-k2", "kimi_k2"),
          new Family("minimax-m2", "minimax_m2"),
          new Family("phi-4-mini", "phi4_mini_json"),
          new Family("olmo-3", "olmo3"),
          new Family("seed-oss", "seed_oss"));

  private static final List<String> NO_CHAT = List.of("embed", "rerank", "reward");

  private ToolCalls() {}

  /// The arguments for a source; none when its name tells of no family, or of no chat.
  static List<String> arguments(String source) {
    String name = source.toLowerCase(Locale.ROOT);
    if (NO_CHAT.stream().anyMatch(name::contains)) {
      return List.of();
    }
    Optional<Family> family =
        FAMILIES.stream().filter(each -> name.contains(each.inName())).findFirst();
    return family
        .map(known -> List.of("--enable-auto-tool-choice", "--tool-call-parser", known.parser()))
        .orElseGet(List::of);
  }
}
