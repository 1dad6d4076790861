package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Pictures inside a request: `data:` URLs, or base64 alone.
final class Pictures {
  private static final String DATA = "data:";
  private static final String BASE64 = ";base64,";
  private static final Set<String> KNOWN =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private Pictures() {}

  /// A `data:` URL.
  static Part.Image fromUrl(String url, Function<String, ProblemException> refusal) {
    int comma = url.indexOf(BASE64);
    if (!url.startsWith(DATA) || comma < 0) {
      throw refusal.apply("must be a data: URL with base64");
    }
    String type = url.substring(DATA.length(), comma).toLowerCase(Locale.ROOT);
    return of(type, url.substring(comma + BASE64.length()), refusal);
  }

  /// Base64 of a named type.
  static Part.Image of(String type, String base64, Function<String, ProblemException> refusal) {
    String plain = type.equals("image/jpg") ? "image/jpeg" : type;
    if (!KNOWN.contains(plain)) {
      throw refusal.apply("must be a PNG, JPEG, GIF or WebP picture");
    }
    return new Part.Image(plain, decoded(base64, refusal));
  }

  /// Base64 whose first bytes tell the type, or a `data:` URL.
  static Part.Image bare(String base64, Function<String, ProblemException> refusal) {
    if (base64.startsWith(DATA)) {
      return fromUrl(base64, refusal);
    }
    byte[] bytes = decoded(base64, refusal);
    String type =
        type(bytes).orElseThrow(() -> refusal.apply("must be a PNG, JPEG, GIF or WebP picture"));
    return new Part.Image(type, bytes);
  }

  static String base64(Part.Image picture) {
    return Base64.getEncoder().encodeToString(picture.bytes());
  }

  static String url(Part.Image picture) {
    return DATA + picture.mediaType() + BASE64 + base64(picture);
  }

  private static byte[] decoded(String base64, Function<String, ProblemException> refusal) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw refusal.apply("must be base64");
    }
  }

  private static Optional<String> type(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(12, bytes.length), StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG")) {
      return Optional.of("image/png");
    }
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("image/jpeg");
    }
    if (start.startsWith("GIF8")) {
      return Optional.of("image/gif");
    }
    boolean webp = start.startsWith("RIFF") && start.endsWith("WEBP");
    return webp ? Optional.of("image/webp") : Optional.empty();
  }
}
