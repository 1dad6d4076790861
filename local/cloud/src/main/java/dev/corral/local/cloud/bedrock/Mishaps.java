package dev.corral.local.cloud.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.Knobs;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What a person or a test lets go wrong, under `bedrock` in the knobs, for one model by its id or
/// for all by `*`: `{"bedrock": {"*": {"fail": "ThrottlingException"}}}`.
record Mishaps(Knobs knobs) {
  private static final int USUAL_PAUSE = 15;
  private static final Map<String, Integer> STATUS =
      Map.of(
          "AccessDeniedException", 403,
          "InternalServerException", 500,
          "ModelErrorException", 424,
          "ModelNotReadyException", 429,
          "ModelTimeoutException", 408,
          "ResourceNotFoundException", 404,
          "ServiceQuotaExceededException", 400,
          "ServiceUnavailableException", 503,
          "ThrottlingException", 429,
          "ValidationException", 400);

  /// What happens within one stream.
  ///
  /// @param pauseMillis before each delta
  /// @param exception the member of the event stream that ends it, such as `throttlingException`
  /// @param exceptionAfter deltas
  /// @param cutAfter deltas, in the middle of the next frame
  record InStream(
      int pauseMillis, Optional<String> exception, int exceptionAfter, OptionalInt cutAfter) {}

  /// Throws what the service answers before it does anything, if the knobs say so.
  void before(String model) {
    var fault = knob(model, "fail").asText("");
    if (!fault.isEmpty()) {
      throw AwsFault.of(STATUS.getOrDefault(fault, 500), fault, "The knobs say so.");
    }
  }

  InStream inStream(String model) {
    var exception = knob(model, "failInStream").asText("");
    var cut = knob(model, "cutAfter");
    return new InStream(
        knob(model, "pauseMillis").asInt(USUAL_PAUSE),
        exception.isEmpty() ? Optional.empty() : Optional.of(exception),
        knob(model, "failAfter").asInt(1),
        cut.isInt() ? OptionalInt.of(cut.asInt()) : OptionalInt.empty());
  }

  private JsonNode knob(String model, String name) {
    var own = knobs.find("bedrock", model).map(all -> all.path(name));
    return own.filter(found -> !found.isMissingNode())
        .or(() -> knobs.find("bedrock", "*").map(all -> all.path(name)))
        .orElse(MissingNode.getInstance());
  }
}
