package dev.corral.dispatcher.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// Problem JSON (RFC 9457) with a stable code.
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
    String type,
    String title,
    int status,
    String code,
    String detail,
    String requestId,
    List<Problem.FieldError> errors) {

  /// The body for a problem: the one place that knows statuses and codes.
  static ProblemBody of(Problem problem, String requestId) {
    return switch (problem) {
      case Problem.Unauthorized p -> body(401, "unauthorized", "Not signed in", p, requestId);
      case Problem.Forbidden p -> body(403, "forbidden", "Not allowed", p, requestId);
      case Problem.NotFound p -> body(404, "not_found", "Not found", p, requestId);
      case Problem.MethodNotAllowed p ->
          body(405, "method_not_allowed", "Method not allowed", p, requestId);
      case Problem.InvalidField p ->
          new ProblemBody(
              type("invalid_field"),
              "Invalid field",
              400,
              "invalid_field",
              p.detail(),
              requestId,
              p.errors());
      case Problem.UnknownField p -> body(400, "unknown_field", "Unknown field", p, requestId);
      case Problem.MalformedJson p -> body(400, "malformed_json", "Malformed JSON", p, requestId);
      case Problem.NameTaken p -> body(409, "name_taken", "Name taken", p, requestId);
      case Problem.Conflict p -> body(409, "conflict", "Conflict", p, requestId);
      case Problem.Budget p -> body(409, "budget", "Launches are stopped", p, requestId);
      case Problem.BodyTooLarge p -> body(413, "body_too_large", "Body too large", p, requestId);
      case Problem.UnsupportedMediaType p ->
          body(415, "unsupported_media_type", "Unsupported media type", p, requestId);
      case Problem.TooManyRequests p ->
          body(429, "too_many_requests", "Too many requests", p, requestId);
      case Problem.LaunchLimit p ->
          body(429, "too_many_requests", "Too many launches", p, requestId);
      case Problem.UpstreamUnavailable p ->
          body(503, "upstream_unavailable", "Not available now", p, requestId);
      case Problem.Internal p -> body(500, "internal", "Internal error", p, requestId);
    };
  }

  private static ProblemBody body(
      int status, String code, String title, Problem problem, String requestId) {
    return new ProblemBody(type(code), title, status, code, problem.detail(), requestId, List.of());
  }

  private static String type(String code) {
    return "https://corral.dev/problems/" + code;
  }
}
