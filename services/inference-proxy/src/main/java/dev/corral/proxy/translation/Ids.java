package dev.corral.proxy.translation;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Makes the names that an answer carries.
@FunctionalInterface
public interface Ids {
  /// A new name that begins with `prefix`.
  String next(String prefix);

  /// Names that cannot be guessed.
  static Ids random() {
    SecureRandom source = new SecureRandom();
    return prefix -> {
      byte[] bytes = new byte[12];
      source.nextBytes(bytes);
      return prefix + HexFormat.of().formatHex(bytes);
    };
  }
}
