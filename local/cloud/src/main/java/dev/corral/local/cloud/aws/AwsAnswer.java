package dev.corral.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What goes back over the wire.
public record AwsAnswer(int status, Map<String, String> headers, Body body) {
  private static final String TYPE = "Content-Type";

  /// What follows the head.
  public sealed interface Body {}

  /// All of it at once; empty for 204.
  public record Whole(String text) implements Body {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  /// Written bit by bit, as it comes about.
  @FunctionalInterface
  public non-sealed interface Stream extends Body {
    void write(OutputStream out) throws IOException;
  }

  public static AwsAnswer json(int status, String contentType, JsonNode body) {
    return whole(status, Map.of(TYPE, contentType), body.toString());
  }

  static AwsAnswer xml(int status, String body) {
    return whole(status, Map.of(TYPE, "text/xml;charset=UTF-8"), body);
  }

  static AwsAnswer nothing() {
    return whole(204, Map.of(), "");
  }

  public static AwsAnswer whole(int status, Map<String, String> headers, String body) {
    return new AwsAnswer(status, headers, new Whole(body));
  }

  /// A good answer that is written bit by bit.
  public static AwsAnswer stream(String contentType, Stream body) {
    return new AwsAnswer(200, Map.of(TYPE, contentType), body);
  }
}
