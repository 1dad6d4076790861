package dev.corral.dispatcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a route may lead, whoever defined it.
class UpstreamUrlsTest {
  private static final UpstreamUrls STRICT = new UpstreamUrls(false, List.of());
  private static final UpstreamUrls LAPTOP =
      new UpstreamUrls(true, List.of("10.0.0.7", "plain.example.com"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://llm.example.com",
        "https://llm.example.com:8443/v1",
        "HTTPS://LLM.example.com/",
        "https://203.0.113.9/v1",
        "https://[2001:db8::1]/v1"
      })
  void publicAndByTlsIsRight(String url) {
    assertThat(STRICT.flaw(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://llm.example.com",
        "ftp://llm.example.com",
        "https://user:secret@llm.example.com",
        "https://llm.example.com/v1?key=secret",
        "https://llm.example.com/#x",
        "https:///v1",
        "llm.example.com",
        "https://a b",
        "https://localhost",
        "https://127.0.0.1",
        "https://[::1]",
        "https://10.1.2.3",
        "https://172.16.0.1",
        "https://192.168.1.1",
        "https://100.64.0.1",
        "https://[fd12::1]",
        "https://[::ffff:10.0.0.1]",
        "https://kubernetes",
        "https://kubernetes.default.svc",
        "https://gateway.corral-system.svc.cluster.local",
        "https://box.internal",
        "https://2130706433",
        "https://0x7f000001",
        "https://127.1",
        "https://0177.0.0.1",
        "https://1.2.3.4.5"
      })
  void everythingElseIsNot(String url) {
    assertThat(STRICT.flaw(url)).isPresent();
    assertThat(STRICT.flaw(url).orElseThrow()).doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest",
        "https://169.254.169.254",
        "https://[fd00:ec2::254]",
        "https://[fe80::1]",
        "https://0.0.0.0",
        "https://224.0.0.1",
        "https://255.255.255.255",
        "http://kubernetes",
        "http://192.168.1.1"
      })
  void someAreWrongEvenOnALaptop(String url) {
    assertThat(LAPTOP.flaw(url)).isPresent();
  }

  @Test
  void aLaptopMayReachItselfAndWhatIsListed() {
    assertThat(LAPTOP.flaw("http://127.0.0.1:11434")).isEmpty();
    assertThat(LAPTOP.flaw("http://localhost:11434")).isEmpty();
    assertThat(LAPTOP.flaw("http://10.0.0.7/v1")).isEmpty();
    assertThat(LAPTOP.flaw("http://plain.example.com")).isEmpty();
    assertThat(LAPTOP.flaw("https://192.168.1.1")).isEmpty();
  }
}
