package dev.corral.local.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
  @TempDir private Path state;

  @Test
  void keysAndRefreshTokensSurviveAKillAndRotationKeepsOldKeys() throws Exception {
    String keys;
    String refreshToken;
    try (var provider = IdentityProcess.start(state)) {
      var browser = new Browser(provider.url());
      var code = browser.signIn("alice");
      refreshToken =
          browser
              .redeem(code, IdentityProcess.CALLBACK, browser.verifier.getValue())
              .path("refresh_token");
      keys = browser.get("/.well-known/jwks.json").path("keys[0].kid");
      provider.kill();
    }
    try (var provider = IdentityProcess.start(state, "--rotate-keys")) {
      var browser = new Browser(provider.url());
      assertEquals(200, browser.refresh(refreshToken).statusCode());
      assertEquals(keys, browser.get("/.well-known/jwks.json").path("keys[1].kid"));
      assertTrue(provider.terminate(3));
    }
    assertTrue(!Files.readString(state.resolve("refresh-tokens.json")).contains(refreshToken));
  }

  @Test
  void aTakenPortEndsItWithCodeTwo() throws Exception {
    try (var provider = IdentityProcess.start(state)) {
      var port = Integer.toString(provider.port());
      var second = IdentityProcess.launch(state, "--port", port);
      assertTrue(second.waitFor(20, TimeUnit.SECONDS));
      assertEquals(2, second.exitValue());
    }
  }
}
