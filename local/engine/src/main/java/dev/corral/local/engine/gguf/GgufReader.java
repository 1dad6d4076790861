package dev.corral.local.engine.gguf;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Reads the header of a GGUF file (version 2 or 3). Arrays are skipped: the vocabulary is the
/// library's business.
final class GgufReader {
  private static final int MAGIC = 0x46554747;
  private static final int MAX_STRING = 1 << 20;
  private static final int TYPE_STRING = 8;
  private static final int TYPE_ARRAY = 9;

  private final DataInputStream in;

  private GgufReader(InputStream in) {
    this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
  }

  /// The metadata of the file and the number of its weights.
  record Header(Map<String, Object> values, long weights) {}

  static Header read(Path file) throws IOException {
    try (var stream = Files.newInputStream(file)) {
      return new GgufReader(stream).header();
    }
  }

  private Header header() throws IOException {
    if (int32() != MAGIC) {
      throw new IOException("not a GGUF file");
    }
    var version = int32();
    if (version < 2 || version > 3) {
      throw new IOException("GGUF version " + version + " is not supported");
    }
    var tensors = int64();
    var pairs = int64();
    var values = new HashMap<String, Object>();
    for (var i = 0L; i < pairs; i++) {
      var key = string();
      values.put(key, value(int32()));
    }
    return new Header(Map.copyOf(values), weights(tensors));
  }

  private long weights(long tensors) throws IOException {
    var sum = 0L;
    for (var i = 0L; i < tensors; i++) {
      string();
      var dimensions = int32();
      var product = 1L;
      for (var d = 0; d < dimensions; d++) {
        product *= int64();
      }
      int32();
      int64();
      sum += product;
    }
    return sum;
  }

  private Object value(int type) throws IOException {
    return switch (type) {
      case 0, 1 -> (long) in.readUnsignedByte();
      case 2, 3 -> (long) Short.reverseBytes(in.readShort());
      case 4, 5 -> (long) int32();
      case 6 -> Float.intBitsToFloat(int32());
      case 7 -> in.readByte() != 0;
      case TYPE_STRING -> string();
      case TYPE_ARRAY -> skipArray();
      case 10, 11 -> int64();
      case 12 -> Double.longBitsToDouble(int64());
      default -> throw new IOException("unknown GGUF value type " + type);
    };
  }

  /// An array is represented by its length.
  private Long skipArray() throws IOException {
    var type = int32();
    var length = int64();
    for (var i = 0L; i < length; i++) {
      if (type == TYPE_STRING) {
        in.skipNBytes(int64());
      } else {
        value(type);
      }
    }
    return length;
  }

  private String string() throws IOException {
    var length = int64();
    if (length < 0 || length > MAX_STRING) {
      throw new IOException("a GGUF string of " + length + " bytes is not plausible");
    }
    return new String(in.readNBytes((int) length), StandardCharsets.UTF_8);
  }

  private int int32() throws IOException {
    return Integer.reverseBytes(in.readInt());
  }

  private long int64() throws IOException {
    return Long.reverseBytes(in.readLong());
  }
}
