package dev.corral.gateway.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// The key itself, `crl_<id>_<secret>`. It lives only as long as the response that shows it.
record KeyText(String id, String secret) {
  private static final String ID_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 12;
  private static final int SECRET_BYTES = 32;

  static KeyText random(SecureRandom random) {
    StringBuilder id = new StringBuilder(ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
    }
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new KeyText(
        id.toString(), Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  String whole() {
    return "crl_" + id + "_" + secret;
  }

  /// SHA-256 of the whole key, in hex: all that is kept.
  String sha256() {
    try {
      byte[] bytes = whole().getBytes(StandardCharsets.US_ASCII);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "KeyText[" + id + "]";
  }
}
