package dev.corral.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecurityHeadersTest {
  @Test
  void onlyTheOriginOfTheIssuerIsNamed() {
    String policy =
        SecurityHeaders.of("https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_x", false)
            .get("content-security-policy");
    assertThat(policy)
        .contains("connect-src 'self' https://cognito-idp.eu-central-1.amazonaws.com;")
        .doesNotContain("eu-central-1_x");
  }

  @Test
  void browsersAreHeldToHttpsOnlyWhereThereIsHttps() {
    assertThat(SecurityHeaders.of("https://i", true)).containsKey("strict-transport-security");
    assertThat(SecurityHeaders.of("https://i", false))
        .doesNotContainKey("strict-transport-security");
  }
}
