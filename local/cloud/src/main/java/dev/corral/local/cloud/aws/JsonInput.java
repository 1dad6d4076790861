package dev.corral.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// The input of an operation whose members are JSON.
///
/// @param region that the caller signed for
public record JsonInput(ObjectNode members, String region) {
  /// A text member, or empty when it is absent.
  public String text(String name) {
    return members.path(name).asText("");
  }

  /// A text member that must be there.
  public String need(String name) {
    var value = text(name);
    if (value.isEmpty()) {
      throw invalid(
          "Value null at '%s' failed to satisfy constraint: Member must not be null", name);
    }
    return value;
  }

  public boolean flag(String name) {
    return members.path(name).asBoolean(false);
  }

  /// Between `least` and `most` values of a list member.
  public List<String> texts(String name, int least, int most) {
    var values = new ArrayList<String>();
    members.path(name).forEach(value -> values.add(value.asText()));
    if (values.size() < least || values.size() > most) {
      throw invalid(
          "Value at '%s' failed to satisfy constraint: Member must have length between %d and %d",
          name, least, most);
    }
    return values;
  }

  /// The page size, within the service's bounds.
  public int size(int absent, int most) {
    JsonNode asked = members.path("MaxResults");
    if (asked.isMissingNode()) {
      return absent;
    }
    if (asked.asInt() < 1 || asked.asInt() > most) {
      throw invalid(
          "Value '%s' at 'maxResults' failed to satisfy constraint: Member must be between 1 and %d",
          asked.asText(), most);
    }
    return asked.asInt();
  }

  private static AwsFault invalid(String message, Object... about) {
    return AwsFault.bad(
        "ValidationException", "1 validation error detected: " + message.formatted(about));
  }
}
