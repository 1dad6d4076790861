package dev.corral.dispatcher.appkind;

import java.security.SecureRandom;
import java.util.Base64;

/// Makes secrets.
@FunctionalInterface
public interface SecretText {
  /// 256 random bits as 43 characters of base64url.
  String random();

  /// Secrets that nobody can guess.
  static SecretText secure() {
    var random = new SecureRandom();
    return () -> {
      byte[] bytes = new byte[32];
      random.nextBytes(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    };
  }
}
