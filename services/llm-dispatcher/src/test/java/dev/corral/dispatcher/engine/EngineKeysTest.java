package dev.corral.dispatcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/// The test vector that the inference-proxy is built against too.
class EngineKeysTest {
  private static final String UID = "0d7c9f1e-0000-4000-8000-000000000001";
  private static final EngineKeys KEYS = keys(EngineFixtures.SECRET);

  @Test
  void theDocumentedVectorHolds() throws Exception {
    assertThat(KEYS.api(UID)).isEqualTo("XrvDLvUgHWJGAumWRZkgLHoQRf5nWCEgxx1gQ0kg3Jg");
    assertThat(KEYS.admin(UID)).isEqualTo("uGbZ4hN3MjUd1PqsAkwDex1vakNSz4T3g2txcnRWoFs");
    assertThat(Files.readString(Path.of("src/main/contract/KUBERNETES.md")))
        .contains(EngineFixtures.SECRET, UID, KEYS.api(UID), KEYS.admin(UID));
  }

  @Test
  void whiteSpaceAtTheEndOfTheFileIsNotPartOfTheSecret() {
    assertThat(keys(EngineFixtures.SECRET + "\n").api(UID)).isEqualTo(KEYS.api(UID));
  }

  @Test
  void aShortSecretIsRefused() {
    assertThatThrownBy(() -> keys("short")).hasMessageContaining("32");
    assertThatThrownBy(() -> keys(" ".repeat(40))).hasMessageContaining("32");
  }

  @Property
  void everyModelHasKeysOfItsOwn(
      @ForAll @StringLength(min = 1, max = 40) String one,
      @ForAll @StringLength(min = 1, max = 40) String two) {
    assertThat(KEYS.api(one).equals(KEYS.api(two))).isEqualTo(utf8(one).equals(utf8(two)));
    assertThat(KEYS.api(one)).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(KEYS.admin(one));
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static EngineKeys keys(String secret) {
    return new EngineKeys(secret.getBytes(StandardCharsets.UTF_8));
  }
}
