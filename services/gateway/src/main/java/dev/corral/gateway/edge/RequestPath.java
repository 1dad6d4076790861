package dev.corral.gateway.edge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/// The raw path of a request. One that two readers could read differently is refused before
/// anything looks at it.
public final class RequestPath {
  private static final String NEVER = "\\;<>\"^`{|}";
  private static final String NEVER_ENCODED = "/\\.;%";

  private RequestPath() {}

  /// Whether the target of a request line has exactly one reading.
  public static boolean isClear(String target) {
    String path = ofTarget(target);
    return path.startsWith("/")
        && !path.contains("//")
        && path.chars().allMatch(RequestPath::isPlain)
        && decodes(path)
        && noDots(path);
  }

  /// The path of a request line's target, as it came.
  public static String ofTarget(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /// Whether the path is `root` or below it.
  public static boolean isUnder(String path, String root) {
    return path.equals(root) || path.startsWith(root + "/");
  }

  /// As `isUnder`, for any of the roots and whatever the case of the letters.
  public static boolean isUnderAny(String path, Iterable<String> roots) {
    String lower = path.toLowerCase(Locale.ROOT);
    for (String root : roots) {
      if (isUnder(lower, root)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlain(int c) {
    return c > 0x20 && c < 0x7f && c != '#' && NEVER.indexOf(c) < 0;
  }

  private static boolean decodes(String path) {
    ByteBuffer bytes = ByteBuffer.allocate(path.length());
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) != '%') {
        bytes.put((byte) path.charAt(i));
        continue;
      }
      int value = hex(path, i);
      if (value <= 0x20 || value == 0x7f || NEVER_ENCODED.indexOf(value) >= 0) {
        return false;
      }
      bytes.put((byte) value);
      i += 2;
    }
    return isUtf8(bytes.flip());
  }

  private static int hex(String path, int at) {
    if (at + 2 >= path.length()
        || !HexFormat.isHexDigit(path.charAt(at + 1))
        || !HexFormat.isHexDigit(path.charAt(at + 2))) {
      return -1;
    }
    return HexFormat.fromHexDigits(path, at + 1, at + 3);
  }

  private static boolean isUtf8(ByteBuffer bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(bytes);
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean noDots(String path) {
    for (String segment : path.split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        return false;
      }
    }
    return true;
  }
}
