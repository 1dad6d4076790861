package dev.corral.proxy.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corral.proxy.dialect.PromptBody.Bound;
import dev.corral.proxy.dialect.PromptBody.Span;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;

/// Reads a request body once, as a stream: takes the few fields that the proxy needs, refuses what
/// could steer or exhaust an engine, and remembers where the values to change stand.
public final class PromptReader {
  private final PromptConfig limits;

  /// With the limits of this installation.
  public PromptReader(PromptConfig limits) {
    this.limits = limits;
  }

  /// Reads `body`, or throws the problem to answer with.
  public Prompt read(byte[] body, Operation operation) {
    refuseOddEncoding(body);
    PromptFields fields = new PromptFields(operation);
    try (JsonParser parser = JsonText.FACTORY.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("The body must be one JSON object.");
      }
      fields.opensAt((int) parser.currentTokenLocation().getByteOffset());
      new Walk(parser, fields).object(Zone.TOP);
      if (parser.nextToken() != null) {
        throw malformed("There is something after the JSON object.");
      }
    } catch (IOException e) {
      throw malformed("The body is not valid JSON within the limits of this API.");
    }
    if (fields.model().isEmpty()) {
      throw invalid("model", "The field 'model' is required.");
    }
    return new Prompt(
        operation,
        fields.modelName(),
        fields.stream(),
        fields.usageAsked(),
        new PromptBody(body, fields));
  }

  /// Jackson would guess UTF-16 and UTF-32 and skip a byte order mark; we take plain UTF-8 only.
  private static void refuseOddEncoding(byte[] body) {
    for (int i = 0; i < Math.min(4, body.length); i++) {
      if (body[i] == 0 || (body[i] & 0xff) >= 0x80) {
        throw malformed("The body must be UTF-8 without a byte order mark.");
      }
    }
  }

  private static ProblemException malformed(String message) {
    return new ProblemException(new Problem.Malformed(message));
  }

  private static ProblemException invalid(String field, String message) {
    return new ProblemException(new Problem.InvalidField(field, message));
  }

  /// One pass over one body.
  private final class Walk {
    private final JsonParser parser;
    private final PromptFields fields;

    Walk(JsonParser parser, PromptFields fields) {
      this.parser = parser;
      this.fields = fields;
    }

    void object(Zone zone) throws IOException {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        if (zone.refuses(name)) {
          throw new ProblemException(new Problem.FieldRefused(name));
        }
        JsonToken token = parser.nextToken();
        int start = (int) parser.currentTokenLocation().getByteOffset();
        value(zone, name);
        Span span = new Span(start, (int) parser.currentLocation().getByteOffset());
        note(zone, name, token, span);
      }
    }

    private void value(Zone zone, String name) throws IOException {
      switch (parser.currentToken()) {
        case START_OBJECT -> object(zone.inside(name));
        case START_ARRAY -> array(zone, name);
        case VALUE_STRING -> {
          if (zone == Zone.MESSAGES || name.equals("images")) {
            refuseRemoteMedia(name, parser.getText());
          }
          parser.finishToken();
        }
        default -> parser.finishToken();
      }
    }

    private void array(Zone zone, String name) throws IOException {
      int count = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        value(zone, name);
        count++;
      }
      if (name.equals("stop") && count > limits.maxStops()) {
        throw invalid("stop", "At most " + limits.maxStops() + " stop sequences are accepted.");
      }
    }

    private void refuseRemoteMedia(String name, String text) {
      boolean link = name.equals("url") || name.endsWith("_url");
      boolean picture = name.equals("images") || name.equals("image");
      if ((link && !text.startsWith("data:")) || (picture && text.contains("://"))) {
        throw invalid(name, "Media must be sent inside the request (a data: URL or base64).");
      }
    }

    private void note(Zone zone, String name, JsonToken token, Span span) throws IOException {
      switch (zone) {
        case TOP -> top(name, token, span);
        case OPTIONS -> option(name, token, span);
        case STREAM_OPTIONS -> {
          if (name.equals("include_usage")) {
            fields.usageAsked(bool(name, token));
          }
        }
        case MESSAGES, TOOLS, FORMAT, FREE, OTHER -> {}
      }
    }

    private void top(String name, JsonToken token, Span span) throws IOException {
      switch (name) {
        case "model" -> fields.model(span, text(name, token));
        case "stream" -> stream(token);
        case "response_format", "format" -> format(name, span);
        case "logit_bias", "messages", "prompt" -> {}
        default -> {
          if (fields.operation().dialect() == Dialect.OPENAI) {
            openAi(name, token, span);
          } else {
            ollama(name, token, span);
          }
        }
      }
    }

    private void openAi(String name, JsonToken token, Span span) throws IOException {
      switch (name) {
        case "stream_options" -> {
          requireObject(name, token);
          fields.streamOptions(span);
        }
        case "max_tokens", "max_completion_tokens" ->
            fields.tokenLimits().add(limit(name, token, span));
        case "n", "best_of" -> between(name, token, 1, limits.maxChoices());
        case "top_logprobs" -> between(name, token, 0, 20);
        default -> {}
      }
    }

    private void ollama(String name, JsonToken token, Span span) {
      switch (name) {
        case "keep_alive" -> fields.keepAlive(span);
        case "options" -> {
          requireObject(name, token);
          fields.options(span);
        }
        default -> {}
      }
    }

    private void option(String name, JsonToken token, Span span) throws IOException {
      switch (name) {
        case "num_predict" -> fields.tokenLimits().add(new Bound(span, number(name, token)));
        case "num_ctx" -> fields.contexts().add(limit(name, token, span));
        default -> {}
      }
    }

    private void stream(JsonToken token) {
      if (token != JsonToken.VALUE_NULL) {
        fields.stream(bool("stream", token));
      }
    }

    private void format(String name, Span span) {
      if (span.end() - span.start() > limits.maxFormatBytes()) {
        throw invalid(name, "The format is larger than " + limits.maxFormatBytes() + " bytes.");
      }
    }

    private Bound limit(String name, JsonToken token, Span span) throws IOException {
      if (token == JsonToken.VALUE_NULL) {
        return new Bound(span, 0);
      }
      long value = number(name, token);
      if (value < 1) {
        throw invalid(name, "The field '" + name + "' must be at least 1.");
      }
      return new Bound(span, value);
    }

    private void between(String name, JsonToken token, int from, int to) throws IOException {
      if (token == JsonToken.VALUE_NULL) {
        return;
      }
      long value = number(name, token);
      if (value < from || value > to) {
        throw invalid(
            name, "The field '" + name + "' must be between " + from + " and " + to + ".");
      }
    }

    private long number(String name, JsonToken token) throws IOException {
      if (token != JsonToken.VALUE_NUMBER_INT
          || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        throw invalid(name, "The field '" + name + "' must be a whole number.");
      }
      return parser.getLongValue();
    }

    private String text(String name, JsonToken token) throws IOException {
      if (token != JsonToken.VALUE_STRING || parser.getText().isEmpty()) {
        throw invalid(name, "The field '" + name + "' must be a text.");
      }
      return parser.getText();
    }

    private boolean bool(String name, JsonToken token) {
      if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
        throw invalid(name, "The field '" + name + "' must be true or false.");
      }
      return token == JsonToken.VALUE_TRUE;
    }

    private void requireObject(String name, JsonToken token) {
      if (token != JsonToken.START_OBJECT && token != JsonToken.VALUE_NULL) {
        throw invalid(name, "The field '" + name + "' must be an object.");
      }
    }
  }
}
