package dev.corral.gateway.appdoor;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppHostsTest {
  private static AppHosts hosts(Map<String, String> config) {
    return new AppHosts(
        new SmallRyeConfigBuilder()
            .withMapping(AppDoorConfig.class)
            .withConverter(Duration.class, 300, new DurationConverter())
            .withSources(new PropertiesConfigSource(config, "test", 100))
            .build()
            .getConfigMapping(AppDoorConfig.class));
  }

  private static AppHosts open() {
    return hosts(
        Map.of(
            "corral.apps.domain", "Apps.example.com:8443",
            "corral.apps.console-url", "https://corral.example.com"));
  }

  @ParameterizedTest
  @CsvSource({
    "chat.apps.example.com,chat",
    "chat.apps.example.com:8443,chat",
    "CHAT.Apps.Example.com,chat",
    "my-chat-2.apps.example.com:1,my-chat-2"
  })
  void anAppsHostNamesTheApp(String host, String app) {
    assertThat(open().app(host)).contains(app);
    assertThat(open().origin(app)).isEqualTo("https://" + app + ".apps.example.com:8443");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apps.example.com",
        ".apps.example.com",
        "a.b.apps.example.com",
        "chat.apps.example.com.evil.com",
        "chat-apps.example.com",
        "chatapps.example.com",
        "chat.apps.example.com:",
        "chat.apps.example.com:8443:1",
        "chat.apps.example.com/",
        "-chat.apps.example.com",
        "chat-.apps.example.com",
        "ch_at.apps.example.com",
        "chat.apps.example.com@evil.com",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.apps.example.com",
        ""
      })
  void everyOtherHostIsNone(String host) {
    assertThat(open().app(host)).isEmpty();
  }

  @Test
  void withoutADomainOrAConsoleThereIsNoDoor() {
    assertThat(hosts(Map.of()).isOpen()).isFalse();
    AppHosts half = hosts(Map.of("corral.apps.domain", "apps.example.com"));
    assertThat(half.isOpen()).isFalse();
    assertThat(half.app("chat.apps.example.com")).isEmpty();
  }
}
