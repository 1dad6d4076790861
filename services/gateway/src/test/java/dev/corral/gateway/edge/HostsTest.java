package dev.corral.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostsTest {
  private final Hosts hosts =
      new Hosts(List.of("corral.example.com", "localhost"), List.of("http://localhost:5173"));

  @Test
  void aHostIsServedByNameWhateverThePort() {
    assertThat(hosts.serves("corral.example.com")).isTrue();
    assertThat(hosts.serves("CORRAL.example.com:8443")).isTrue();
    assertThat(hosts.serves("corral.example.com.")).isFalse();
    assertThat(hosts.serves("evil-corral.example.com")).isFalse();
    assertThat(hosts.serves("corral.example.com@evil")).isFalse();
    assertThat(hosts.serves("corral.example.com/x")).isFalse();
    assertThat(hosts.serves(null)).isFalse();
  }

  @Test
  void anOriginIsOursWhenItIsTheHostWithTheSamePort() {
    assertThat(hosts.trusts("https://corral.example.com", "same-origin", "corral.example.com"))
        .isTrue();
    assertThat(hosts.trusts("https://corral.example.com", null, "corral.example.com:443")).isTrue();
    assertThat(hosts.trusts("http://localhost:8080", null, "localhost:8080")).isTrue();
    assertThat(hosts.trusts("http://localhost:9999", null, "localhost:8080")).isFalse();
    assertThat(hosts.trusts("https://good.evil.com", null, "corral.example.com")).isFalse();
    assertThat(hosts.trusts("null", null, "corral.example.com")).isFalse();
    assertThat(hosts.trusts("", null, "corral.example.com")).isFalse();
  }

  @Test
  void oneMoreOriginCanBeTrusted() {
    assertThat(hosts.trusts("http://localhost:5173", "same-site", "localhost:8080")).isTrue();
  }
}
