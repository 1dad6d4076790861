package dev.corral.gateway.live;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads server-sent events from a stream, one at a time, each within a bound.
final class SseReader {
  /// One event; absent fields are empty.
  record Event(String id, String name, String data) {}

  private final InputStream in;
  private final int largest;

  SseReader(InputStream in, int largest) {
    this.in = in;
    this.largest = largest;
  }

  /// The next event with data; comments are skipped.
  Event next() throws IOException {
    String id = "";
    String name = "";
    StringBuilder data = new StringBuilder();
    while (true) {
      String line = line();
      if (line.isEmpty() && !data.isEmpty()) {
        return new Event(id, name, data.substring(0, data.length() - 1));
      }
      if (line.startsWith("data:")) {
        data.append(value(line)).append('\n');
      } else if (line.startsWith("id:")) {
        id = value(line);
      } else if (line.startsWith("event:")) {
        name = value(line);
      }
      if (data.length() > largest) {
        throw new IOException("an event larger than " + largest);
      }
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    while (true) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the event stream ended");
      }
      if (b == '\n') {
        return bytes.toString(StandardCharsets.UTF_8);
      }
      if (b != '\r') {
        bytes.write(b);
      }
      if (bytes.size() > largest) {
        throw new IOException("a line longer than " + largest);
      }
    }
  }

  private static String value(String line) {
    String value = line.substring(line.indexOf(':') + 1);
    return value.startsWith(" ") ? value.substring(1) : value;
  }
}
