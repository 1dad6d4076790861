package dev.corral.dispatcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An image whose tag can be moved does not start, except on a laptop.
class ImagesTest {
  private static final String DIGEST = "@sha256:" + "a".repeat(64);

  @ParameterizedTest
  @ValueSource(strings = {"ollama/ollama", "ollama/ollama:0.35.0", "registry:5000/a/b.c:v1"})
  void aDigestIsAlwaysRight(String repository) {
    assertThat(new Images(false).checked("key", repository + DIGEST))
        .isEqualTo(repository + DIGEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ollama/ollama", "ollama/ollama:latest", "a b:1", "a:1@sha256:abc", "a:1\nb", ""})
  void whatIsNotFixedIsNeverRight(String reference) {
    assertThatThrownBy(() -> new Images(true).checked("corral.engines.x.image", reference))
        .hasMessageContaining("corral.engines.x.image")
        .hasMessageContaining("digest");
  }

  @Test
  void aTagIsRightOnlyWhereItIsAllowed() {
    assertThat(new Images(true).checked("key", "ollama/ollama:0.35.0")).endsWith("0.35.0");
    assertThatThrownBy(() -> new Images(false).checked("key", "ollama/ollama:0.35.0"))
        .hasMessageContaining("corral.images.allow-tags");
  }

  @Test
  void thePlatformDoesNotStartWithATag() {
    var tagged = Map.of("corral.engines.s3-image", "public.ecr.aws/aws-cli/aws-cli:2.31.30");
    assertThatThrownBy(() -> EngineFixtures.engines(tagged, Optional.empty()))
        .hasMessageContaining("corral.engines.s3-image");
  }

  @Test
  void thePlatformDoesNotStartWithASizeThatFargateDoesNotHave() {
    var odd = Map.of("corral.engines.cpu.memory-gib", "7", "corral.engines.cpu.vcpu", "4");
    assertThatThrownBy(() -> EngineFixtures.engines(odd, Optional.empty()))
        .hasMessageContaining("Fargate");
  }
}
