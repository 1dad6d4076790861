package dev.corral.dispatcher.adapter;

import dev.corral.dispatcher.resource.Adapter;
import dev.corral.dispatcher.resource.GpuPoolSpec;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Which adapters may be loaded: those under the store of the model's GPU pool, and those of
/// Hugging Face where the platform's team allows it.
///
/// @param allowHuggingFace true when anybody's weights may be loaded
public record AdapterRules(boolean allowHuggingFace) {
  private static final String S3 = "s3://";

  /// What is to be loaded for this model.
  public AdapterWish wish(String model, ModelSpec spec, Optional<GpuPoolSpec> pool) {
    return new AdapterWish(
        adapters(spec).stream()
            .map(a -> new AdapterWish.One(a.name(), refusal(model, a, pool)))
            .toList());
  }

  /// The model without the adapters that are refused.
  public ModelSpec served(String model, ModelSpec spec, Optional<GpuPoolSpec> pool) {
    List<Adapter> allowed =
        adapters(spec).stream().filter(a -> refusal(model, a, pool).isEmpty()).toList();
    return spec.serving(allowed);
  }

  /// Why this adapter may not be loaded, for a person.
  public Optional<String> refusal(String model, Adapter adapter, Optional<GpuPoolSpec> pool) {
    if (adapter.name().equals(model)) {
      return Optional.of("has the model's own name");
    }
    if (!adapter.source().startsWith(S3)) {
      return allowHuggingFace
          ? Optional.empty()
          : Optional.of("adapters from Hugging Face are not allowed on this platform");
    }
    Optional<String> store = pool.map(GpuPoolSpec::adapterStore).filter(Objects::nonNull);
    if (store.isEmpty()) {
      return Optional.of("the GPU pool has no adapterStore that it could be under");
    }
    return under(store.get(), adapter.source())
        ? Optional.empty()
        : Optional.of("must be under the GPU pool's adapterStore " + store.get());
  }

  private static boolean under(String store, String source) {
    return source.startsWith(store.endsWith("/") ? store : store + "/");
  }

  private static List<Adapter> adapters(ModelSpec spec) {
    return Objects.requireNonNullElse(spec.adapters(), List.of());
  }
}
