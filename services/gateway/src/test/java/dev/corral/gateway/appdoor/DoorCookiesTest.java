package dev.corral.gateway.appdoor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoorCookiesTest {
  @Test
  void byHttpsTheBrowserKeepsThemForThisHostAlone() {
    String cookie = new DoorCookies(true).newSession("s", Duration.ofHours(1)).encode();
    assertThat(cookie)
        .startsWith("__Host-corral-door=s;")
        .contains("Path=/;", "Secure", "HTTPOnly", "SameSite=Lax", "Max-Age=3600")
        .doesNotContainIgnoringCase("domain");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1; corral-door=x; b=2 | a=1; b=2",
        "__Host-corral-door=x; __Host-corral-door-nonce=y | ''",
        "CORRAL-DOOR=x;c=3 | c=3",
        ",corral-door=x; d=4 | d=4",
        "token=corral-door | token=corral-door"
      })
  void anAppGetsAllButOurs(String header, String left) {
    assertThat(DoorCookies.forApp(header)).isEqualTo(left);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "corral-door=x",
        "__Host-corral-door=x; Path=/",
        " Corral-Door-Nonce=y",
        ",corral-door=x"
      })
  void anAppCannotSetOurs(String header) {
    assertThat(DoorCookies.fromApp(header)).isEmpty();
  }

  @Test
  void anAppsCookieStaysOnItsHost() {
    assertThat(DoorCookies.fromApp("domain_x=1; DOMAIN = .apps.x ; Path=/; HttpOnly"))
        .contains("domain_x=1; Path=/; HttpOnly");
  }
}
