package dev.corral.proxy.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// However a stream is split, the same frames come out.
class FrameCutterTest {

  @Test
  void eventsAreTheSameAtEverySplit() {
    for (String end : List.of("\n", "\r\n", "\r")) {
      String stream = ": hi|data: {\"a\":\"é世\"}||event: x|data: 1|id: 7||||data: [DONE]||x";
      everySplit(stream.replace("|", end), SseCutter::new);
    }
    everySplit("data: 1\r\n\ndata: 2\n\r\ndata: 3\r\rdata: 4\n\n", SseCutter::new);
  }

  @Test
  void eventsEndAtAnEmptyLine() {
    assertEquals(
        List.of("data: 1\r\n\r\n", "data: 2\n\n", "data: 3\r\r", "data: 4\n\n"),
        cut(
            new SseCutter(),
            "data: 1\r\n\r\ndata: 2\n\ndata: 3\r\rdata: 4\n\n".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void linesAreTheSameAtEverySplit() {
    everySplit("{\"a\":1}\n\n{\"b\":\"é\"}\r\n{}", NdjsonCutter::new);
  }

  @Property(tries = 300)
  void randomBytesAreNeverLostOrReordered(
      @ForAll @Size(max = 400) byte[] bytes, @ForAll @Size(max = 20) List<Byte> seeds) {
    for (FrameCutter cutter : List.of(new SseCutter(), new NdjsonCutter())) {
      StringBuilder joined = new StringBuilder();
      int at = 0;
      for (byte seed : seeds) {
        int next = Math.min(bytes.length, at + Math.abs(seed % 16));
        cutter.feed(Arrays.copyOfRange(bytes, at, next), (s, f, t) -> joined.append(text(s, f, t)));
        at = next;
      }
      cutter.feed(
          Arrays.copyOfRange(bytes, at, bytes.length), (s, f, t) -> joined.append(text(s, f, t)));
      byte[] rest = cutter.rest();
      joined.append(text(rest, 0, rest.length));
      assertEquals(text(bytes, 0, bytes.length), joined.toString());
    }
  }

  private static void everySplit(String stream, Supplier<FrameCutter> cutters) {
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    List<String> expected = cut(cutters.get(), bytes);
    for (int i = 0; i <= bytes.length; i++) {
      for (int j = i; j <= bytes.length; j++) {
        assertEquals(
            expected,
            cut(
                cutters.get(),
                Arrays.copyOfRange(bytes, 0, i),
                Arrays.copyOfRange(bytes, i, j),
                Arrays.copyOfRange(bytes, j, bytes.length)),
            "split at " + i + " and " + j);
      }
    }
  }

  private static List<String> cut(FrameCutter cutter, byte[]... chunks) {
    List<String> frames = new ArrayList<>();
    for (byte[] chunk : chunks) {
      cutter.feed(chunk, (source, from, to) -> frames.add(text(source, from, to)));
    }
    return frames;
  }

  private static String text(byte[] source, int from, int to) {
    return new String(source, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
