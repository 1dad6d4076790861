package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.appkind.SecretText;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// An app's key to the inference-proxy: `crl_<id>_<secret>`, where the id follows from the app's
/// uid, so that making it again replaces it.
public final class AppKey {
  private static final int ID_LENGTH = 12;

  private AppKey() {}

  /// The id of the key of the app with this uid.
  public static String id(String uid) {
    String digits = new BigInteger(1, sha256(uid)).toString(Character.MAX_RADIX);
    return "0".repeat(ID_LENGTH).concat(digits).substring(digits.length());
  }

  /// A new key.
  static String text(String uid, SecretText text) {
    return "crl_" + id(uid) + "_" + text.random();
  }

  /// What may be stored of a key elsewhere.
  public static String hash(String key) {
    return HexFormat.of().formatHex(sha256(key));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
