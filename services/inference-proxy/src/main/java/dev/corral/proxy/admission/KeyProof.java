package dev.corral.proxy.admission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What the gateway needs to say whether a key is still valid. Nobody can use it as the key.
///
/// @param sha256 of the whole key, in hex
public record KeyProof(String id, String sha256) {
  /// Of a key that was sent.
  public static KeyProof of(Credential.Key key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(key.whole().getBytes(StandardCharsets.UTF_8));
      return new KeyProof(key.id(), HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Never the hash.
  @Override
  public String toString() {
    return "KeyProof " + id;
  }
}
