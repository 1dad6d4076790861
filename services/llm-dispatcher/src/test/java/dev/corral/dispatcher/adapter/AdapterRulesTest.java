package dev.corral.dispatcher.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.resource.Adapter;
import dev.corral.dispatcher.resource.GpuPoolSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whose weights may be loaded.
class AdapterRulesTest {
  private static final AdapterRules RULES = new AdapterRules(false);

  private static Optional<GpuPoolSpec> pool(@Nullable String store) {
    return Optional.of(
        new GpuPoolSpec(List.of(), null, null, null, null, store, null, null, null, null, null));
  }

  private static Optional<String> refusal(String source, String store) {
    return RULES.refusal("chat", new Adapter("legal", source), pool(store));
  }

  @Test
  void onlyWhatIsUnderThePoolsStore() {
    assertThat(refusal("s3://team-adapters/legal", "s3://team-adapters")).isEmpty();
    assertThat(refusal("s3://team-adapters/loras/legal", "s3://team-adapters/loras/")).isEmpty();
    assertThat(refusal("s3://team-adapters/loras-of-others/x", "s3://team-adapters/loras"))
        .hasValue("must be under the GPU pool's adapterStore s3://team-adapters/loras");
    assertThat(refusal("s3://team-adapters-of-others/x", "s3://team-adapters")).isPresent();
    assertThat(refusal("s3://team-adapters", "s3://team-adapters")).isPresent();
  }

  @Test
  void withoutAStoreNothing() {
    assertThat(RULES.refusal("chat", new Adapter("a", "s3://b/c"), pool(null))).isPresent();
    assertThat(RULES.refusal("chat", new Adapter("a", "s3://b/c"), Optional.empty())).isPresent();
  }

  @Test
  void huggingFaceOnlyWhereItIsAllowed() {
    var adapter = new Adapter("a", "hf://acme/lora");
    assertThat(RULES.refusal("chat", adapter, pool("s3://b"))).isPresent();
    assertThat(new AdapterRules(true).refusal("chat", adapter, pool("s3://b"))).isEmpty();
  }

  @Test
  void notUnderTheModelsOwnName() {
    assertThat(RULES.refusal("chat", new Adapter("chat", "s3://b/c"), pool("s3://b")))
        .hasValue("has the model's own name");
  }
}
