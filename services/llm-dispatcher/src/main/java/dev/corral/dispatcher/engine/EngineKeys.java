package dev.corral.dispatcher.engine;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The keys that one model's engine asks its callers for, derived from the platform's secret and
/// the model's uid, so that who holds the secret can compute them and nothing has to be handed on.
public final class EngineKeys {
  private static final int SHORTEST_SECRET = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] secret;

  /// @param secret the bytes of the platform's secret; white space at its end is not part of it
  public EngineKeys(byte[] secret) {
    String text = new String(secret, StandardCharsets.ISO_8859_1).stripTrailing();
    this.secret = text.getBytes(StandardCharsets.ISO_8859_1);
    if (this.secret.length < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "the engine-key secret must have at least " + SHORTEST_SECRET + " bytes");
    }
  }

  /// What a caller of the engine sends.
  public String api(String uid) {
    return derived(uid);
  }

  /// What would administer the engine; nobody sends it.
  public String admin(String uid) {
    return derived(uid + "/admin");
  }

  private String derived(String message) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      byte[] tag = mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(tag);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
