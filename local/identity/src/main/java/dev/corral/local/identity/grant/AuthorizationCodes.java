package dev.corral.local.identity.grant;

import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Codes that work once, for a minute, at the address they were sent to, with the right verifier.
public final class AuthorizationCodes {
  private static final int MAX_PENDING = 10_000;

  private final Map<String, Pending> pending = new HashMap<>();
  private final Duration lifetime;
  private final Clock clock;

  public AuthorizationCodes(Duration lifetime, Clock clock) {
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /// What came of an attempt to redeem a code.
  public sealed interface Redeemed {
    record Granted(Grant grant) implements Redeemed {}

    record Refused() implements Redeemed {}

    /// The code was used before: whatever came of it must be revoked.
    record Replayed(Grant grant) implements Redeemed {}
  }

  private record Pending(
      Grant grant, URI redirectUri, CodeChallenge challenge, Instant expiresAt, boolean used) {}

  public synchronized String issue(Grant grant, URI redirectUri, CodeChallenge challenge) {
    forgetExpired();
    var code = RandomSecret.next();
    pending.put(
        code, new Pending(grant, redirectUri, challenge, clock.instant().plus(lifetime), false));
    return code;
  }

  /// Any attempt uses the code up, so that verifiers cannot be tried out.
  public synchronized Redeemed redeem(
      String code, String clientId, @Nullable URI redirectUri, @Nullable CodeVerifier verifier) {
    forgetExpired();
    var found = pending.get(code);
    if (found == null) {
      return new Redeemed.Refused();
    }
    if (found.used()) {
      return new Redeemed.Replayed(found.grant());
    }
    pending.put(code, used(found));
    var fits =
        found.grant().clientId().equals(clientId)
            && found.redirectUri().equals(redirectUri)
            && verifier != null
            && CodeChallenge.compute(CodeChallengeMethod.S256, verifier).equals(found.challenge());
    return fits ? new Redeemed.Granted(found.grant()) : new Redeemed.Refused();
  }

  private static Pending used(Pending pending) {
    return new Pending(
        pending.grant(), pending.redirectUri(), pending.challenge(), pending.expiresAt(), true);
  }

  private void forgetExpired() {
    var now = clock.instant();
    pending.values().removeIf(each -> !each.expiresAt().isAfter(now));
    if (pending.size() >= MAX_PENDING) {
      pending.clear();
    }
  }
}
