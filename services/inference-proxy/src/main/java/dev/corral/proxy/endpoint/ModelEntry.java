package dev.corral.proxy.endpoint;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// One model of the cluster contract, with the replicas that are ready now.
public record ModelEntry(
    String name, Naming naming, Sharing sharing, Traits traits, List<Replica> replicas) {

  /// What the engine and callers call it.
  public record Naming(String servedName, Set<String> aliases) {}

  /// Who may see it.
  public record Sharing(String owner, Set<String> groups) {}

  /// What it is.
  public record Traits(
      String engine, String dialect, String state, int contextLength, Instant createdAt) {}

  /// Whether the engine speaks Ollama's API; all engines speak OpenAI's.
  public boolean speaksOllama() {
    return traits.dialect().equals("ollama");
  }
}
