package dev.corral.metrics.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.metrics.problem.Problem.FieldError;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A problem on the wire (RFC 9457).
@Schema(name = "Problem")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
    @Schema(required = true) URI type,
    @Schema(required = true) String title,
    @Schema(required = true) int status,
    @Schema(required = true) String code,
    @Schema(required = true) String detail,
    @Schema(required = true) String requestId,
    List<FieldError> errors) {

  /// The media type of this body.
  public static final String MEDIA_TYPE = "application/problem+json";

  /// What a problem looks like to the caller.
  public static ProblemBody of(Problem problem, String requestId) {
    return switch (problem) {
      case Problem.Unauthorized it ->
          body(
              401,
              "unauthorized",
              "Not signed in",
              "A valid service-account token is needed.",
              requestId);
      case Problem.Forbidden it ->
          body(403, "forbidden", "Not allowed", "This caller may not ask metrics.", requestId);
      case Problem.NotFound it ->
          body(404, "not_found", "Not found", "There is nothing at this path.", requestId);
      case Problem.MethodNotAllowed it ->
          body(
              405,
              "method_not_allowed",
              "Method not allowed",
              "Only GET is answered here.",
              requestId);
      case Problem.InvalidFields invalid ->
          body(400, "invalid_field", "Invalid field", "A parameter is not valid.", requestId)
              .with(invalid.errors());
      case Problem.UpstreamAway it ->
          body(
              503,
              "upstream_unavailable",
              "Temporarily unavailable",
              "Metrics cannot answer now. Try again soon.",
              requestId);
      case Problem.Internal it ->
          body(
              500,
              "internal",
              "Internal error",
              "Something went wrong. Quote the request id.",
              requestId);
    };
  }

  private static ProblemBody body(
      int status, String code, String title, String detail, String requestId) {
    var type = URI.create("https://corral.dev/problems/" + code);
    return new ProblemBody(type, title, status, code, detail, requestId, List.of());
  }

  private ProblemBody with(List<FieldError> errors) {
    return new ProblemBody(type, title, status, code, detail, requestId, errors);
  }
}
