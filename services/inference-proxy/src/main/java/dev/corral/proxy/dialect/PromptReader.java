package dev.corral.proxy.dialect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
      new PromptWalk(parser, new PromptNotes(fields, limits)).body();
      if (parser.nextToken() != null) {
        throw malformed("There is something after the JSON object.");
      }
    } catch (IOException e) {
      throw malformed("The body is not valid JSON within the limits of this API.");
    }
    refuseIncomplete(fields);
    return new Prompt(
        operation,
        fields.modelName(),
        fields.stream(),
        fields.usageAsked(),
        new PromptBody(body, fields));
  }

  private static void refuseIncomplete(PromptFields fields) {
    if (fields.model().isEmpty()) {
      throw required("model");
    }
    if (fields.operation() == Operation.ANTHROPIC_MESSAGES && fields.tokenLimits().isEmpty()) {
      throw required("max_tokens");
    }
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

  private static ProblemException required(String field) {
    return new ProblemException(
        new Problem.InvalidField(field, "The field '" + field + "' is required."));
  }
}
