package dev.corral.local.engine.generation;

/// Carries characters beyond the basic plane (emoji, for example) through the library's chat
/// template call, which returns them damaged: it hands four-byte UTF-8 to a JNI call that knows
/// three bytes at most. Surrogate pairs travel as pairs of private-use characters.
final class PrivateUse {
  private static final int SHIFT = 0xE000 - Character.MIN_SURROGATE;
  private static final char LOW_START = Character.MIN_LOW_SURROGATE + SHIFT;
  private static final char END = Character.MAX_SURROGATE + SHIFT;

  private PrivateUse() {}

  /// Also drops NUL, at which the library would cut the text, and lone surrogates.
  static String disguise(String text) {
    var disguised = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      var pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
      if (pair) {
        disguised.append((char) (c + SHIFT)).append((char) (text.charAt(++i) + SHIFT));
      } else if (c != 0) {
        disguised.append(Character.isSurrogate(c) ? '\uFFFD' : c);
      }
    }
    return disguised.toString();
  }

  static String reveal(String text) {
    var revealed = new StringBuilder(text.length());
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (isHigh(c) && i + 1 < text.length() && isLow(text.charAt(i + 1))) {
        revealed.append((char) (c - SHIFT)).append((char) (text.charAt(++i) - SHIFT));
      } else {
        revealed.append(c);
      }
    }
    return revealed.toString();
  }

  private static boolean isHigh(char c) {
    return c >= Character.MIN_SURROGATE + SHIFT && c < LOW_START;
  }

  private static boolean isLow(char c) {
    return c >= LOW_START && c <= END;
  }
}
