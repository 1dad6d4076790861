package dev.corral.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SseReaderTest {
  @Test
  void eventsAreReadOneByOneAndCommentsSkipped() throws IOException {
    SseReader reader =
        reader(
            ": hi\n\nid: 1\nevent: lifecycle\ndata: {\"a\":1}\n\n: beat\n\nid:2\r\ndata:x\r\ndata: \u00e4\r\n\r\n",
            1_000);
    assertThat(reader.next()).isEqualTo(new SseReader.Event("1", "lifecycle", "{\"a\":1}"));
    assertThat(reader.next()).isEqualTo(new SseReader.Event("2", "", "x\n\u00e4"));
    assertThatThrownBy(reader::next).isInstanceOf(EOFException.class);
  }

  @Test
  void anEventHasABound() {
    assertThatThrownBy(() -> reader("data: " + "x".repeat(200), 100).next())
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> reader("data: xxxxxxxxxx\n".repeat(50), 100).next())
        .isInstanceOf(IOException.class);
  }

  private static SseReader reader(String text, int largest) {
    return new SseReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), largest);
  }
}
