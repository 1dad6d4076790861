package dev.corral.proxy.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corral.proxy.dialect.PromptBody.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How a conversation begins: system prompt, tools and the messages up to the person's first. It
/// stays the same while the conversation grows, and is what an engine may have in its cache.
final class Beginning {
  private static final List<String> PARTS =
      List.of("system", "instructions", "tools", "functions", "messages", "prompt", "input");

  private final Map<String, Span> parts = new TreeMap<>();

  /// Notes where a field of the request stands.
  void note(String name, Span at) {
    if (PARTS.contains(name)) {
      parts.put(name, at);
    }
  }

  /// The beginning as bytes, of each part at most `most`.
  byte[] read(byte[] body, int most) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parts.forEach((name, span) -> {
      int end = Math.min(span.end(), span.start() + most);
      boolean talk = name.equals("messages") || name.equals("input");
      out.write(
          body, span.start(), (talk ? firstWords(body, span.start(), end) : end) - span.start());
      out.write(0);
    });
    return out.toByteArray();
  }

  /// Where the first message of the person ends, or `end` when it is further on.
  private static int firstWords(byte[] body, int start, int end) {
    try (JsonParser parser = JsonText.FACTORY.createParser(body, start, end - start)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return end;
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        if (fromPerson(parser)) {
          return start + (int) parser.currentLocation().getByteOffset();
        }
      }
      return end;
    } catch (IOException cut) {
      return end;
    }
  }

  private static boolean fromPerson(JsonParser message) throws IOException {
    boolean person = false;
    while (message.nextToken() != JsonToken.END_OBJECT) {
      String name = message.currentName();
      if (message.nextToken() == JsonToken.VALUE_STRING && "role".equals(name)) {
        person = "user".equals(message.getText());
      }
      message.skipChildren();
    }
    return person;
  }
}
