package dev.corral.proxy.dialect;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Changes an input a little, as a fuzzer does.
final class Mutation {
  static final int KINDS = 7;
  private static final int LONGEST = 64 * 1024;
  private static final List<byte[]> WORDS =
      List.of(
              "\"model\":\"x\"",
              ",\"stream\":true",
              "\\u0000",
              "\\ud800",
              "\r\n\r\n",
              "\n\n",
              "\r",
              "data: ",
              "[DONE]",
              "\"usage\":{",
              "\"done\":true",
              "\"error\":1",
              "1e999",
              "-0",
              "99999999999999999999",
              "null",
              "{\"a\":",
              "[[[[",
              "]",
              "}",
              "//",
              "/..",
              "%2e",
              ";",
              "\\",
              "\uFEFF",
              "\u2215",
              "\u0000",
              "\"embedding\":[1]",
              "http://x/",
              "\"",
              ":")
          .stream()
          .map(word -> word.getBytes(StandardCharsets.UTF_8))
          .toList();

  private Mutation() {}

  static byte[] of(byte[] input, List<CorpusTest.Edit> edits) {
    byte[] bytes = input;
    for (CorpusTest.Edit edit : edits) {
      bytes = change(bytes, edit);
    }
    return Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST));
  }

  private static byte[] change(byte[] bytes, CorpusTest.Edit edit) {
    int at = edit.at() % (bytes.length + 1);
    int end = Math.min(bytes.length, at + edit.value() % 32);
    byte[] part = Arrays.copyOfRange(bytes, at, end);
    return switch (edit.kind()) {
      case 0 -> join(bytes, at, WORDS.get(edit.value() % WORDS.size()), at);
      case 1 -> join(bytes, at, WORDS.get(edit.value() % WORDS.size()), end);
      case 2 -> join(bytes, at, new byte[] {(byte) edit.value()}, Math.min(bytes.length, at + 1));
      case 3 -> join(bytes, at, new byte[0], end);
      case 4 -> join(bytes, at, part, at);
      case 5 -> Arrays.copyOf(bytes, at);
      default -> join(bytes, end, part, end);
    };
  }

  private static byte[] join(byte[] bytes, int to, byte[] middle, int from) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, to);
    out.writeBytes(middle);
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }
}
