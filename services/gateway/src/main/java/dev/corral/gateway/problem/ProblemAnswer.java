package dev.corral.gateway.problem;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The response to a problem: the one exhaustive switch from [Problem] to status, code and words.
public record ProblemAnswer(ProblemBody body, Map<String, String> headers) {
  private record Kind(int status, String code, String title) {}

  public static ProblemAnswer to(Problem problem, String requestId) {
    Kind kind = kind(problem);
    ProblemBody body =
        new ProblemBody(
            "https://corral.dev/problems/" + kind.code,
            kind.title,
            kind.status,
            kind.code,
            detail(problem),
            requestId,
            errors(problem));
    return new ProblemAnswer(body, headers(problem));
  }

  private static Kind kind(Problem problem) {
    return switch (problem) {
      case Problem.Unauthorized p -> new Kind(401, "unauthorized", "Sign in first");
      case Problem.Forbidden p -> new Kind(403, "forbidden", "Not allowed");
      case Problem.NotFound p -> new Kind(404, "not_found", "Not found");
      case Problem.InvalidField p -> new Kind(400, "invalid_field", "A field is not valid");
      case Problem.UnknownField p -> new Kind(400, "unknown_field", "A field is not known");
      case Problem.MalformedJson p -> new Kind(400, "malformed_json", "The body is not valid JSON");
      case Problem.BadRequest p -> new Kind(400, "bad_request", "The request is not clear");
      case Problem.NameTaken p -> new Kind(409, "name_taken", "The name is taken");
      case Problem.Conflict p -> new Kind(409, "conflict", "Not possible now");
      case Problem.BodyTooLarge p -> new Kind(413, "body_too_large", "The body is too large");
      case Problem.UnsupportedMediaType p ->
          new Kind(415, "unsupported_media_type", "The body's type is not supported");
      case Problem.NotAcceptable p ->
          new Kind(406, "not_acceptable", "No such form of this answer");
      case Problem.MethodNotAllowed p ->
          new Kind(405, "method_not_allowed", "The method is not allowed here");
      case Problem.RequestTimeout p -> new Kind(408, "request_timeout", "The body took too long");
      case Problem.MisdirectedRequest p ->
          new Kind(421, "misdirected_request", "This host is not served here");
      case Problem.TooManyRequests p -> new Kind(429, "too_many_requests", "Too much at once");
      case Problem.UpstreamUnavailable p ->
          new Kind(503, "upstream_unavailable", "A part of Corral does not answer");
      case Problem.NotConfigured p -> new Kind(503, "not_configured", "Not set up here");
      case Problem.Internal p -> new Kind(500, "internal", "Something went wrong here");
    };
  }

  private static String detail(Problem problem) {
    return switch (problem) {
      case Problem.Unauthorized p -> "A valid access token is needed.";
      case Problem.Forbidden p -> p.detail();
      case Problem.NotFound p -> "There is nothing here that you can see.";
      case Problem.InvalidField p -> "See errors.";
      case Problem.UnknownField p -> "The request type has no such field.";
      case Problem.MalformedJson p ->
          "The body must be one JSON document, without duplicate names, within the limits.";
      case Problem.BadRequest p -> p.detail();
      case Problem.NameTaken p -> p.detail();
      case Problem.Conflict p -> p.detail();
      case Problem.BodyTooLarge p -> "At most " + p.limit() + " bytes are read.";
      case Problem.UnsupportedMediaType p -> "Send application/json, not compressed.";
      case Problem.NotAcceptable p -> "Ask for application/json.";
      case Problem.MethodNotAllowed p -> "See the allow header.";
      case Problem.RequestTimeout p -> "Send the body faster.";
      case Problem.MisdirectedRequest p -> "Use the address that Corral was given.";
      case Problem.TooManyRequests p -> p.detail();
      case Problem.UpstreamUnavailable p -> "The " + p.service() + " does not answer. Try again.";
      case Problem.NotConfigured p -> p.detail();
      case Problem.Internal p -> "Give the request id to whoever runs Corral.";
    };
  }

  private static @Nullable List<FieldError> errors(Problem problem) {
    return switch (problem) {
      case Problem.InvalidField p -> p.errors();
      case Problem.UnknownField p -> List.of(new FieldError(p.field(), "is not known"));
      default -> null;
    };
  }

  private static Map<String, String> headers(Problem problem) {
    return switch (problem) {
      case Problem.Unauthorized p -> Map.of("WWW-Authenticate", "Bearer");
      case Problem.TooManyRequests p ->
          Map.of("Retry-After", Integer.toString(p.retryAfterSeconds()));
      case Problem.UpstreamUnavailable p ->
          Map.of("Retry-After", Integer.toString(p.retryAfterSeconds()));
      default -> Map.of();
    };
  }
}
