package dev.corral.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/// What goes back over the wire.
///
/// @param body text, empty for 204
public record AwsAnswer(int status, Map<String, String> headers, String body) {
  private static final String TYPE = "Content-Type";

  static AwsAnswer json(int status, String contentType, JsonNode body) {
    return new AwsAnswer(status, Map.of(TYPE, contentType), body.toString());
  }

  static AwsAnswer xml(int status, String body) {
    return new AwsAnswer(status, Map.of(TYPE, "text/xml;charset=UTF-8"), body);
  }

  static AwsAnswer nothing() {
    return new AwsAnswer(204, Map.of(), "");
  }
}
