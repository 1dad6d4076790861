package dev.corral.dispatcher.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.OIDCException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/// What was thrown inside says nothing of the inside.
class ProblemMapperTest {
  @Test
  void outagesOfOthersAreTheirsAndNotInternal() {
    assertThat(status(new OIDCException("https://secret-host is away"))).isEqualTo(503);
    assertThat(status(SdkClientException.create("http://10.0.0.1 refused"))).isEqualTo(503);
  }

  @Test
  void theUnexpectedIsInternalAndSaysNothing() {
    var body = ProblemBody.of(ProblemMapper.problem(new IllegalStateException("secret")), "r1");
    assertThat(body.status()).isEqualTo(500);
    assertThat(body.toString()).doesNotContain("secret").contains("r1");
  }

  private static int status(RuntimeException thrown) {
    return ProblemBody.of(ProblemMapper.problem(thrown), "r1").status();
  }
}
