package dev.corral.gateway.upstream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.gateway.problem.FieldError;
import dev.corral.gateway.problem.Problem;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What another service said went wrong, turned into what the caller may hear.
@JsonIgnoreProperties(ignoreUnknown = true)
record UpstreamProblem(
    @Nullable String code, @Nullable String detail, @Nullable List<FieldError> errors) {
  private static final int LONGEST_TEXT = 300;
  private static final int MOST_ERRORS = 20;
  private static final UpstreamProblem NOTHING = new UpstreamProblem(null, null, null);

  static UpstreamProblem read(ObjectMapper json, byte[] body) {
    try {
      UpstreamProblem read = json.readValue(body, UpstreamProblem.class);
      return read == null ? NOTHING : read;
    } catch (IOException e) {
      return NOTHING;
    }
  }

  Problem toProblem(String service, int status, int retryAfterSeconds) {
    return switch (status) {
      case 400 -> refused();
      case 404 -> new Problem.NotFound();
      case 409 ->
          "name_taken".equals(code)
              ? new Problem.NameTaken("Choose another name.")
              : new Problem.Conflict(scrub(detail));
      case 429 -> new Problem.TooManyRequests(scrub(detail), retryAfterSeconds);
      case 503 ->
          "not_configured".equals(code)
              ? new Problem.NotConfigured(scrub(detail))
              : new Problem.UpstreamUnavailable(service, retryAfterSeconds);
      default -> new Problem.UpstreamUnavailable(service, retryAfterSeconds);
    };
  }

  private Problem refused() {
    List<FieldError> told = errors == null ? List.of() : errors;
    if ("unknown_field".equals(code) && !told.isEmpty()) {
      return new Problem.UnknownField(scrub(told.getFirst().field()));
    }
    if (told.isEmpty()) {
      return new Problem.BadRequest(scrub(detail));
    }
    return new Problem.InvalidField(
        told.stream()
            .limit(MOST_ERRORS)
            .map(e -> new FieldError(scrub(e.field()), scrub(e.message())))
            .toList());
  }

  private static String scrub(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return "It was refused.";
    }
    String plain = text.replaceAll("\\p{Cntrl}", " ");
    return plain.length() <= LONGEST_TEXT ? plain : plain.substring(0, LONGEST_TEXT);
  }
}
