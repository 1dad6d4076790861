package dev.corral.proxy.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corral.proxy.dialect.PromptBody.Span;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;

/// One pass over one body: refuses fields by name and media by address, and shows every other field
/// to the notes. Its depth is bounded by the parser.
final class PromptWalk {
  private final JsonParser parser;
  private final PromptNotes notes;

  PromptWalk(JsonParser parser, PromptNotes notes) {
    this.parser = parser;
    this.notes = notes;
  }

  /// From behind the opening brace to the closing one.
  void body() throws IOException {
    object(Zone.TOP);
  }

  private int object(Zone zone) throws IOException {
    int members = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (zone.refuses(name)) {
        throw new ProblemException(new Problem.FieldRefused(name));
      }
      JsonToken token = parser.nextToken();
      int start = (int) parser.currentTokenLocation().getByteOffset();
      Inside inside = value(zone, name);
      Span span = new Span(start, (int) parser.currentLocation().getByteOffset());
      notes.note(
          zone, new PromptValue(parser, name, token, span, inside.count(), inside.numbers()));
      members++;
    }
    return members;
  }

  private Inside value(Zone zone, String name) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        return new Inside(object(zone.inside(name)), false);
      }
      case START_ARRAY -> {
        return array(zone, name);
      }
      case VALUE_STRING -> {
        RemoteMedia.refuse(zone, name, parser.getText());
        parser.finishToken();
      }
      default -> parser.finishToken();
    }
    return Inside.NOTHING;
  }

  private Inside array(Zone zone, String name) throws IOException {
    int count = 0;
    boolean numbers = false;
    for (JsonToken at = parser.nextToken(); at != JsonToken.END_ARRAY; at = parser.nextToken()) {
      numbers |= count == 0 && at.isNumeric();
      value(zone, name);
      count++;
    }
    return new Inside(count, numbers);
  }

  /// What stands directly inside a value.
  private record Inside(int count, boolean numbers) {
    static final Inside NOTHING = new Inside(0, false);
  }
}
