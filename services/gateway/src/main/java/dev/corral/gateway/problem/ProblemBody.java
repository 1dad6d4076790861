package dev.corral.gateway.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Problem JSON (RFC 9457) with a stable `code` and the id of the request.
@Schema(
    name = "Problem",
    requiredProperties = {"type", "title", "status", "code", "detail", "requestId"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(
    String type,
    String title,
    int status,
    @Schema(
            enumeration = {
              "unauthorized",
              "forbidden",
              "not_found",
              "invalid_field",
              "unknown_field",
              "malformed_json",
              "bad_request",
              "name_taken",
              "conflict",
              "body_too_large",
              "unsupported_media_type",
              "not_acceptable",
              "method_not_allowed",
              "request_timeout",
              "misdirected_request",
              "too_many_requests",
              "upstream_unavailable",
              "not_configured",
              "internal"
            })
        String code,
    String detail,
    String requestId,
    @Nullable List<FieldError> errors) {
  /// The media type of every error under `/api`.
  public static final String MEDIA_TYPE = "application/problem+json";
}
