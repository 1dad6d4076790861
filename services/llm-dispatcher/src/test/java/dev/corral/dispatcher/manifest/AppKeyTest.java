package dev.corral.dispatcher.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.appkind.SecretText;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;

class AppKeyTest {
  @RepeatedTest(20)
  void aKeyIsWrittenAsTheGatewayReadsIt() {
    String uid = UUID.randomUUID().toString();
    String key = AppKey.text(uid, SecretText.secure());
    assertThat(key)
        .matches("crl_[a-z0-9]{12}_[A-Za-z0-9_-]{43}")
        .startsWith("crl_" + AppKey.id(uid));
    assertThat(AppKey.id(uid)).isEqualTo(AppKey.id(uid)).isNotEqualTo(AppKey.id("other"));
    assertThat(AppKey.hash(key)).matches("[0-9a-f]{64}");
    assertThat(AppKey.text(uid, SecretText.secure())).isNotEqualTo(key);
  }
}
