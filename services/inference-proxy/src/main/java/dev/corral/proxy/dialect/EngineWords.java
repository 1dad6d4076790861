package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.regex.Pattern;

/// Passes on what an engine says about a bad request only if it cannot carry anything internal:
/// addresses, paths and traces stay here.
public final class EngineWords {
  private static final String PLAIN = "The model's engine refused this request.";
  private static final int LONGEST = 400; // vLLM needs 270 to say that a prompt is too long
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9 ,.;:'\"()_=<>!?%+-]+");
  private static final Pattern TELLING =
      Pattern.compile(
          "0x[0-9a-fA-F]+|\\d+\\.\\d+\\.\\d+\\.\\d+|\\d{12}|arn:|[Tt]raceback|Exception|[a-z]\\.[a-z]+\\(");

  private EngineWords() {}

  /// What the engine says of a request that it refuses, fit for the caller.
  public static String harmless(byte[] body) {
    try {
      JsonNode error = JsonText.MAPPER.readTree(body).path("error");
      return harmlessText(error.isTextual() ? error.asText() : error.path("message").asText(""));
    } catch (IOException e) {
      return PLAIN;
    }
  }

  /// Whether an engine's 404 means the route and not the model: of a model it says more than that
  /// nothing was found.
  public static boolean lackRoute(byte[] body) {
    try {
      return JsonText.MAPPER.readTree(body).path("detail").asText("").equals("Not Found");
    } catch (IOException e) {
      return false;
    }
  }

  /// The same of what is no JSON: the text itself if it is fit, else that there was a refusal.
  public static String harmlessText(String text) {
    boolean fit =
        !text.isBlank()
            && text.length() <= LONGEST
            && HARMLESS.matcher(text).matches()
            && !TELLING.matcher(text).find();
    return fit ? text : PLAIN;
  }
}
