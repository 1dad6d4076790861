package dev.corral.proxy.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corral.proxy.dialect.PromptBody.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/// The answer of an OpenAI engine to a request for embeddings: where its vectors stand, in the
/// order of the texts. It can hold millions of numbers, so none of them is parsed without need.
final class Vectors {

  /// Where one vector stands; engines may send it as base64.
  private record Vector(Span at, boolean text) {}

  private final byte[] answer;
  private final Map<Integer, Vector> vectors = new TreeMap<>();
  private OptionalLong tokens = OptionalLong.empty();

  private Vectors(byte[] answer) {
    this.answer = answer;
  }

  /// Reads the answer, or throws the problem that it is none.
  static Vectors of(byte[] answer) {
    Vectors vectors = new Vectors(answer);
    try (JsonParser parser = JsonText.LONG_LISTS.createParser(answer)) {
      if (parser.nextToken() != JsonToken.START_OBJECT || !vectors.top(parser)) {
        throw AnswerStream.broken();
      }
    } catch (IOException e) {
      throw AnswerStream.broken();
    }
    return vectors;
  }

  private boolean top(JsonParser parser) throws IOException {
    boolean data = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("data") && value == JsonToken.START_ARRAY) {
        data = true;
        items(parser);
      } else if (name.equals("usage") && value == JsonToken.START_OBJECT) {
        usage(parser);
      } else {
        parser.skipChildren();
      }
    }
    return data && parser.nextToken() == null;
  }

  private void items(JsonParser parser) throws IOException {
    for (int at = 0; parser.nextToken() == JsonToken.START_OBJECT; at++) {
      item(parser, at);
    }
  }

  private void item(JsonParser parser, int position) throws IOException {
    int index = position;
    Vector found = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      int start = (int) parser.currentTokenLocation().getByteOffset();
      if (name.equals("index") && value == JsonToken.VALUE_NUMBER_INT) {
        index = parser.getIntValue();
      }
      parser.skipChildren();
      parser.finishToken();
      Span span = new Span(start, (int) parser.currentLocation().getByteOffset());
      if (name.equals("embedding")) {
        found = new Vector(span, value == JsonToken.VALUE_STRING);
      }
    }
    if (found == null || vectors.put(index, found) != null) {
      throw AnswerStream.broken();
    }
  }

  private void usage(JsonParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("prompt_tokens") && value == JsonToken.VALUE_NUMBER_INT) {
        tokens = OptionalLong.of(Math.max(0, parser.getLongValue()));
      }
      parser.skipChildren();
    }
  }

  int count() {
    return vectors.size();
  }

  /// The engine's count, or an estimate from the length of the prompt.
  TokenCount tokens(Prompt prompt) {
    return tokens.isPresent()
        ? TokenCount.exact(tokens.getAsLong(), 0)
        : TokenCount.estimated(prompt.body().length(), 0);
  }

  /// Each vector as a JSON array, in order.
  List<byte[]> arrays() {
    List<byte[]> arrays = new ArrayList<>();
    vectors
        .values()
        .forEach(vector -> {
          if (vector.text()) {
            throw AnswerStream.broken();
          }
          arrays.add(bytes(vector.at()));
        });
    return arrays;
  }

  private byte[] bytes(Span span) {
    return java.util.Arrays.copyOfRange(answer, span.start(), span.end());
  }

  /// The answer with every vector as base64 of its numbers, 32 bits each, least significant byte
  /// first, as clients of OpenAI ask for it by default; some engines do not know it.
  byte[] inBase64() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(answer.length);
    int at = 0;
    List<Vector> standing =
        vectors.values().stream()
            .filter(vector -> !vector.text())
            .sorted(java.util.Comparator.comparingInt(vector -> vector.at().start()))
            .toList();
    for (Vector vector : standing) {
      out.write(answer, at, vector.at().start() - at);
      out.writeBytes(FrameBytes.ascii('"' + Floats.base64(bytes(vector.at())) + '"'));
      at = vector.at().end();
    }
    out.write(answer, at, answer.length - at);
    return out.toByteArray();
  }
}
