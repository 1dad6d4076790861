package dev.corral.proxy.image;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// An owner's name as one segment of a key. Letters, digits, `-` and `_` stay; every other byte is
/// `!` and two hexadecimal digits, so that no name can contain a slash or be `..`, and no two names
/// share a segment. Very long ones become a hash, marked by a second `!`.
final class OwnerSegment {
  private static final int LONGEST = 200;

  private OwnerSegment() {}

  static String of(String owner) {
    StringBuilder segment = new StringBuilder();
    for (byte b : owner.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if ((c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || c == '-'
          || c == '_') {
        segment.append(c);
      } else {
        segment.append('!').append(HexFormat.of().toHexDigits(b));
      }
    }
    if (segment.isEmpty()) {
      throw new IllegalArgumentException("an owner without a name");
    }
    return segment.length() <= LONGEST ? segment.toString() : "!!" + hash(owner);
  }

  private static String hash(String owner) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(owner.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
