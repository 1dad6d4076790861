package dev.corral.dispatcher.kill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A message of the budget queue: SNS's envelope around AWS Budgets' text for people. Reading is
/// strict about the envelope; from the text it takes the budget's name and the threshold, if it
/// finds them.
///
/// @param budget the budget's name, if the text has one
/// @param threshold the threshold that was passed, if the text is about one
record BudgetMessage(
    String topic, Instant sentAt, Optional<String> budget, Optional<String> threshold) {
  static final int MOST_BYTES = 256 * 1024;
  private static final Pattern BUDGET =
      Pattern.compile("(?m)^\\s*Budget Name:\\s*(\\S[^\\r\\n]{0,99}?)\\s*$");
  private static final Pattern THRESHOLD =
      Pattern.compile("(?m)^\\s*Alert Threshold:\\s*>\\s*(\\S[^\\r\\n]{0,63}?)\\s*$");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^\\s*Alert Type:\\s*(ACTUAL|FORECASTED)\\s*$");
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              com.fasterxml.jackson.core.JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(20)
                          .maxStringLength(MOST_BYTES)
                          .build())
                  .build())
          .build();

  /// The message, or empty when it is not one that SNS can have sent.
  static Optional<BudgetMessage> read(String body) {
    if (body.length() > MOST_BYTES || body.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readTree(body))
          .filter(json -> "Notification".equals(json.path("Type").asText()))
          .filter(json -> json.path("TopicArn").isTextual() && json.path("Message").isTextual())
          .filter(json -> json.path("MessageId").isTextual())
          .map(BudgetMessage::of);
    } catch (JsonProcessingException | DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static BudgetMessage of(JsonNode json) {
    String text = json.path("Message").asText();
    return new BudgetMessage(
        json.path("TopicArn").asText(),
        Instant.parse(json.path("Timestamp").asText()),
        found(BUDGET, text),
        found(TYPE, text).flatMap(type -> found(THRESHOLD, text).map(t -> type + " " + t)));
  }

  private static Optional<String> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
