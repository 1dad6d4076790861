package dev.corral.proxy.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The table of image models: what they can, what they cost, and which are gone.
class KnownModelsTest {
  private final KnownModels models = KnownModels.bundled();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stability.stable-image-core-v1:1",
        "us.stability.stable-image-core-v1:1",
        "arn:aws:bedrock:us-west-2::foundation-model/stability.stable-image-core-v1:1",
        "arn:aws:bedrock:us-west-2:1:inference-profile/us.stability.stable-image-core-v1:1"
      })
  void aModelIsKnownByEveryName(String id) {
    KnownModels.Known known = models.find(id, "m").orElseThrow();
    assertEquals(Set.of(Ability.GENERATE), known.abilities());
    KnownModels.Price price = known.price().orElseThrow();
    assertEquals(new BigDecimal("0.04"), price.usd());
    assertTrue(price.source().contains("2026"), price.source());
  }

  @Test
  void aPriceThatIsNotKnownIsAbsentAndNotZero() {
    assertEquals(
        Optional.empty(),
        models.find("us.stability.stable-image-inpaint-v1:0", "m").orElseThrow().price());
  }

  @Test
  void aChatModelMakesNoPictures() {
    assertEquals(Optional.empty(), models.find("amazon.nova-lite-v1:0", "m"));
  }

  /// Recorded bodies of models that have ended: their ids are answered by name, so nobody sends
  /// these any more.
  @Test
  void amazonsOwnModelsAreGone() throws Exception {
    var recorded =
        ImageJson.MAPPER.readTree(
            Path.of("src/test/resources/golden/images/amazon-ended.json").toFile());
    assertTrue(recorded.size() >= 5);
    for (var exchange : recorded) {
      String id = exchange.path("modelId").asText();
      ProblemException gone =
          assertThrows(ProblemException.class, () -> models.find(id, "canvas"), id);
      assertEquals(new Problem.ModelRetired("canvas"), gone.problem());
    }
  }
}
