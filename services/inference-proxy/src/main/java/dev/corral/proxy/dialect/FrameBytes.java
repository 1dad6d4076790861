package dev.corral.proxy.dialect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Looks for JSON members in a frame without parsing it.
final class FrameBytes {
  private static final byte[] EVENT = ascii("event:");
  private static final byte[] ID = ascii("id:");
  private static final byte[] RETRY = ascii("retry:");

  private static final int LONGEST_TEXT = 64;

  private final byte[] source;
  private final int from;
  private final int to;

  FrameBytes(byte[] source, int from, int to) {
    this.source = source;
    this.from = from;
    this.to = to;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  byte first() {
    return from < to ? source[from] : 0;
  }

  byte last() {
    return from < to ? source[to - 1] : 0;
  }

  boolean isEmpty() {
    return from >= to;
  }

  boolean contentEquals(byte[] expected) {
    return to - from == expected.length && at(from, expected);
  }

  boolean startsWith(byte[] start) {
    return at(from, start);
  }

  byte[] copy() {
    return Arrays.copyOfRange(source, from, to);
  }

  /// A comment or one of the other fields that an event may have.
  boolean isEventField() {
    return first() == ':' || startsWith(EVENT) || startsWith(ID) || startsWith(RETRY);
  }

  /// The first byte of the value of a member `"name":`, or 0 if no such member stands in the frame.
  /// Inside a JSON text its quotes would be escaped, so only members are found.
  byte valueOf(byte[] quotedName) {
    int value = afterMember(quotedName);
    return value < 0 ? 0 : source[value];
  }

  /// Whether a text member is there and not empty.
  boolean hasText(byte[] quotedName) {
    int value = afterMember(quotedName);
    return value >= 0 && source[value] == '"' && value + 1 < to && source[value + 1] != '"';
  }

  /// A short text member without escapes; what is longer is cut.
  String text(byte[] quotedName) {
    int start = afterMember(quotedName) + 1;
    int end = start;
    while (end < to && source[end] != '"' && end - start < LONGEST_TEXT) {
      end++;
    }
    return new String(source, start, end - start, StandardCharsets.UTF_8);
  }

  private int afterMember(byte[] quotedName) {
    for (int i = from; i <= to - quotedName.length; i++) {
      if (source[i] == '"' && at(i, quotedName)) {
        int value = skipBlank(i + quotedName.length);
        if (value < to && source[value] == ':') {
          value = skipBlank(value + 1);
          return value < to ? value : -1;
        }
      }
    }
    return -1;
  }

  private int skipBlank(int start) {
    int at = start;
    while (at < to && (source[at] == ' ' || source[at] == '\t')) {
      at++;
    }
    return at;
  }

  private boolean at(int index, byte[] expected) {
    if (index + expected.length > to) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (source[index + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
