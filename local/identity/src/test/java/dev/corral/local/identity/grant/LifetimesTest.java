package dev.corral.local.identity.grant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.corral.local.identity.grant.AuthorizationCodes.Redeemed;
import dev.corral.local.identity.store.PrivateFile;
import dev.corral.local.identity.user.MovableClock;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifetimesTest {
  private static final URI CALLBACK = URI.create("http://localhost:8080/callback");
  private final MovableClock clock = new MovableClock();
  private final Grant grant =
      new Grant("alice", "corral-console", "openid", "", Instant.EPOCH, "family");

  @Test
  void aCodeDiesAfterItsMinute() {
    var codes = new AuthorizationCodes(Duration.ofSeconds(60), clock);
    var verifier = new CodeVerifier();
    var challenge = CodeChallenge.compute(CodeChallengeMethod.S256, verifier);
    var early = codes.issue(grant, CALLBACK, challenge);
    clock.advance(Duration.ofSeconds(59));
    assertEquals(
        new Redeemed.Granted(grant), codes.redeem(early, "corral-console", CALLBACK, verifier));
    var late = codes.issue(grant, CALLBACK, challenge);
    clock.advance(Duration.ofSeconds(60));
    assertInstanceOf(
        Redeemed.Refused.class, codes.redeem(late, "corral-console", CALLBACK, verifier));
  }

  @Test
  void aCodeIsOnlyForItsClient() {
    var codes = new AuthorizationCodes(Duration.ofSeconds(60), clock);
    var verifier = new CodeVerifier();
    var code =
        codes.issue(grant, CALLBACK, CodeChallenge.compute(CodeChallengeMethod.S256, verifier));
    assertInstanceOf(Redeemed.Refused.class, codes.redeem(code, "corral-cli", CALLBACK, verifier));
  }

  @Test
  void rotationDoesNotProlongAFamily(@TempDir Path directory) throws Exception {
    var file = new PrivateFile(directory.resolve("tokens.json"));
    var tokens = new RefreshTokens(file, Duration.ofHours(12), clock);
    var first = tokens.issue(grant);
    clock.advance(Duration.ofHours(11));
    assertTrue(tokens.rotate(first, "corral-cli").isEmpty());
    var renewed = tokens.rotate(first, "corral-console").orElseThrow();
    clock.advance(Duration.ofHours(1));
    assertTrue(tokens.rotate(renewed.token(), "corral-console").isEmpty());
  }
}
