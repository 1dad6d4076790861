package dev.corral.dispatcher.engine;

import dev.corral.dispatcher.resource.GpuPoolSpec;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.Objects;
import java.util.Optional;

/// One model as an engine is to serve it.
///
/// @param name the name that clients call it by
/// @param pool the GPU pool that it runs on, as far as it is known
public record ServedModel(String name, ModelSpec spec, Optional<GpuPoolSpec> pool) {
  private static final String T4 = "g4dn.";

  /// Where its weights come from.
  public Source source() {
    return Source.parse(spec.source());
  }

  /// GPUs per replica.
  public int gpus() {
    return "cpu".equals(spec.place()) ? 0 : Objects.requireNonNullElse(spec.gpus(), 1);
  }

  /// Tokens that a prompt and its answer may have together.
  public String contextLength() {
    return Integer.toString(Objects.requireNonNullElse(spec.contextLength(), 2048));
  }

  /// True when it is served with adapters.
  public boolean adapted() {
    return spec.adapters() != null && !spec.adapters().isEmpty();
  }

  /// True when somebody besides its owner may use it.
  public boolean shared() {
    return !spec.groups().isEmpty();
  }

  /// True when a replica may land on a T4, which has no bfloat16.
  public boolean maybeOnT4() {
    return pool.map(p -> p.ladder().stream().anyMatch(r -> r.instanceType().startsWith(T4)))
        .orElse(false);
  }
}
