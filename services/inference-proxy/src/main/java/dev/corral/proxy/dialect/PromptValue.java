package dev.corral.proxy.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corral.proxy.dialect.PromptBody.Bound;
import dev.corral.proxy.dialect.PromptBody.Span;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;

/// The value of one field while the walk stands on it.
///
/// @param token that it began with
/// @param count elements or members directly inside it
/// @param numbers whether it is an array of numbers
record PromptValue(
    JsonParser parser, String name, JsonToken token, Span at, int count, boolean numbers) {

  boolean isNull() {
    return token == JsonToken.VALUE_NULL;
  }

  boolean isArray() {
    return token == JsonToken.START_ARRAY;
  }

  /// Whether there is nothing to answer in it.
  boolean isEmpty() throws IOException {
    return isNull()
        || (token == JsonToken.VALUE_STRING && parser.getTextLength() == 0)
        || (isArray() && count == 0);
  }

  /// How many texts an engine would take it for: an array of numbers is one text in tokens.
  int texts() {
    return isArray() && !numbers ? count : 1;
  }

  int length() {
    return at.end() - at.start();
  }

  long number() throws IOException {
    if (token != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw invalid("must be a whole number");
    }
    return parser.getLongValue();
  }

  String text() throws IOException {
    if (token != JsonToken.VALUE_STRING || parser.getText().isEmpty()) {
      throw invalid("must be a text");
    }
    return parser.getText();
  }

  boolean bool() {
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw invalid("must be true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  void requireObject() {
    if (token != JsonToken.START_OBJECT && !isNull()) {
      throw invalid("must be an object");
    }
  }

  /// A most of something; null leaves it to us.
  Bound limit() throws IOException {
    if (isNull()) {
      return new Bound(at, 0);
    }
    long value = number();
    if (value < 1) {
      throw invalid("must be at least 1");
    }
    return new Bound(at, value);
  }

  /// A number within bounds; the lower one where it is left to us.
  long between(int from, int to) throws IOException {
    if (isNull()) {
      return from;
    }
    long value = number();
    if (value < from || value > to) {
      throw invalid("must be between " + from + " and " + to);
    }
    return value;
  }

  void atMost(int elements) {
    if (count > elements) {
      throw invalid("has more than " + elements + " entries");
    }
  }

  void noLongerThan(int bytes) {
    if (length() > bytes) {
      throw invalid("is larger than " + bytes + " bytes");
    }
  }

  ProblemException invalid(String why) {
    return new ProblemException(
        new Problem.InvalidField(name, "The field '" + name + "' " + why + "."));
  }
}
