package dev.corral.proxy.job;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// Request bodies as text that a queue takes unchanged, and not much longer than they were.
final class PackedBody {
  private PackedBody() {}

  static String pack(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 2 + 64);
    try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
      zip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }

  /// At most `longest` bytes; throws if it is longer or not packed by us.
  static byte[] unpack(String packed, int longest) throws IOException {
    try (GZIPInputStream zip =
        new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)))) {
      byte[] body = zip.readNBytes(longest + 1);
      if (body.length > longest) {
        throw new IOException("a packed body is too long");
      }
      return body;
    } catch (IllegalArgumentException e) {
      throw new IOException("a packed body is not base64", e);
    }
  }
}
