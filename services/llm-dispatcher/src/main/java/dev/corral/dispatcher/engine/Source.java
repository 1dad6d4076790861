package dev.corral.dispatcher.engine;

import java.util.Optional;

/// Where a model comes from, taken apart. The text has passed the grammar of the custom resource.
public sealed interface Source {
  /// A name in an Ollama registry.
  ///
  /// @param name as Ollama takes it: `[host/][namespace/]model[:tag]`
  record Ollama(String name) implements Source {
    /// The registry that the name itself asks for.
    public Optional<String> registry() {
      String[] parts = name.split("/", -1);
      return parts.length > 2 ? Optional.of(parts[0]) : Optional.empty();
    }
  }

  /// A repository on Hugging Face, or one file in it.
  record HuggingFace(String url, Optional<String> file) implements Source {}

  /// A prefix in a bucket, or one object.
  record Bucket(String url, Optional<String> file) implements Source {}

  /// An id, an inference profile or an ARN of Bedrock.
  record Bedrock(String id) implements Source {}

  /// An endpoint that the platform team defined.
  record External(String endpoint) implements Source {}

  /// Reads a source.
  ///
  /// @throws IllegalArgumentException for a scheme that nobody knows
  static Source parse(String url) {
    int colon = url.indexOf("://");
    String rest = url.substring(colon + 3);
    return switch (url.substring(0, Math.max(0, colon))) {
      case "ollama" -> new Ollama(rest);
      case "hf" -> new HuggingFace(url, file(rest.split("@", 2)[0], 2));
      case "s3" -> new Bucket(url, file(rest, 1));
      case "bedrock" -> new Bedrock(rest);
      case "external" -> new External(rest);
      default -> throw new IllegalArgumentException("an unknown scheme");
    };
  }

  private static Optional<String> file(String path, int before) {
    String[] parts = path.split("/", -1);
    String last = parts[parts.length - 1];
    return parts.length > before && last.endsWith(".gguf") ? Optional.of(last) : Optional.empty();
  }
}
