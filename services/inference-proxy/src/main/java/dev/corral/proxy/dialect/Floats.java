package dev.corral.proxy.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/// Numbers of a vector in OpenAI's two spellings.
final class Floats {
  private Floats() {}

  /// A JSON array of numbers as base64.
  static String base64(byte[] array) {
    // A number takes two bytes with its comma at least, and four bytes here.
    ByteBuffer buffer =
        ByteBuffer.allocate(2 * array.length + Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (JsonParser parser = JsonText.LONG_LISTS.createParser(array)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        buffer.putFloat(parser.getFloatValue());
      }
    } catch (IOException e) {
      throw AnswerStream.broken();
    }
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), buffer.position()));
  }
}
