package dev.corral.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeyTextTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Property(tries = 200)
  void everyKeyHasTheAgreedShapeAndIsNewAndDoesNotPrintItself() {
    KeyText key = KeyText.random(RANDOM);
    assertThat(key.whole()).matches("crl_[a-z0-9]{12}_[A-Za-z0-9_-]{43}");
    assertThat(key.sha256()).matches("[0-9a-f]{64}");
    assertThat(KeyText.random(RANDOM).whole()).isNotEqualTo(key.whole());
    assertThat(key.toString()).doesNotContain(key.secret());
  }

  @Test
  void theHashIsOfTheWholeKey() {
    assertThat(new KeyText("abcdefghijkl", "s").sha256())
        .isEqualTo("25aac4097fef0d26ebf2ca5aa0ab77cb9839cfd770c9a799a2138fd882546347");
  }
}
