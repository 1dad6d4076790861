package dev.corral.dispatcher.appkind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.engine.Images;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageRuleTest {
  private static final String DIGEST = "@sha256:" + "ab".repeat(32);
  private static final ImageRule STRICT = new ImageRule(new Images(false));
  private static final ImageRule LAPTOP = new ImageRule(new Images(true));

  @Test
  void aTagAloneIsForLaptops() {
    assertThat(STRICT.flaw("k", "a/b:v1.2.3" + DIGEST, "1.0")).isEmpty();
    assertThat(STRICT.flaw("k", "a/b:v1.2.3", "1.0"))
        .hasValueSatisfying(why -> assertThat(why).contains("k", "digest"));
    assertThat(LAPTOP.flaw("k", "a/b:v1.2.3", "1.0")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "v0.11.4, 0.11.4, true",
    "v0.11.3, 0.11.4, false",
    "v0.11.10, 0.11.4, true",
    "v1.82.7-stable, 1.84.0, false",
    "main-v1.84.0-nightly, 1.84.0, true",
    "3.1, 3.1.4, false"
  })
  void versionsWithKnownHolesAreRefused(String tag, String oldest, boolean fits) {
    assertThat(LAPTOP.flaw("k", "a/b:" + tag, oldest).isEmpty()).isEqualTo(fits);
    assertThat(STRICT.flaw("k", "a/b:" + tag + DIGEST, oldest).isEmpty()).isEqualTo(fits);
  }

  @Test
  void theVersionIsReadFromTheTagAlone() {
    assertThat(ImageRule.version("localhost:5000/a/b:v1.2.3" + DIGEST)).contains("1.2.3");
    assertThat(ImageRule.version("a/b" + DIGEST)).isEmpty();
    assertThat(ImageRule.version("localhost:5000/a/b" + DIGEST)).isEmpty();
  }
}
