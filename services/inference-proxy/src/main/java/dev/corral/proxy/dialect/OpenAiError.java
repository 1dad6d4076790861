package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.Problem.*;

/// Status, type, code and parameter of each problem in OpenAI's dialect.
record OpenAiError(int status, String type, String code, String param) {
  private static final String BAD_REQUEST = "invalid_request_error";
  private static final String RATE = "rate_limit_error";
  private static final String SERVER = "server_error";

  private OpenAiError(int status, String type, String code) {
    this(status, type, code, "");
  }

  static OpenAiError of(Problem problem) {
    return switch (problem) {
      case Unauthorized p -> new OpenAiError(401, BAD_REQUEST, "invalid_api_key");
      case Forbidden p -> new OpenAiError(403, "permission_error", "forbidden");
      case ModelNotFound p -> new OpenAiError(404, BAD_REQUEST, "model_not_found", "model");
      case NoSuchRoute p -> new OpenAiError(404, BAD_REQUEST, "not_found");
      case MethodNotAllowed p -> new OpenAiError(405, BAD_REQUEST, "method_not_allowed");
      case AmbiguousPath p -> new OpenAiError(400, BAD_REQUEST, "ambiguous_path");
      case Malformed p -> new OpenAiError(400, BAD_REQUEST, "malformed_json");
      case InvalidField p -> new OpenAiError(400, BAD_REQUEST, "invalid_value", p.field());
      case FieldRefused p -> new OpenAiError(400, BAD_REQUEST, "field_not_allowed", p.field());
      case BodyTooLarge p -> new OpenAiError(413, BAD_REQUEST, "body_too_large");
      case UnsupportedMedia p -> new OpenAiError(415, BAD_REQUEST, "unsupported_media_type");
      case SlowBody p -> new OpenAiError(408, BAD_REQUEST, "request_timeout");
      case TooManyStreams p -> new OpenAiError(429, RATE, "too_many_requests");
      case TooManyWaiters p -> new OpenAiError(429, RATE, "too_many_requests");
      case LaunchLimit p -> new OpenAiError(429, RATE, "launch_limit");
      case Starting p -> new OpenAiError(503, SERVER, "model_starting", "model");
      case ModelFailed p -> new OpenAiError(503, SERVER, "model_failed", "model");
      case OperationUnsupported p ->
          new OpenAiError(400, BAD_REQUEST, "operation_unsupported", "model");
      case FieldUnsupported p -> new OpenAiError(400, BAD_REQUEST, "field_unsupported", p.field());
      case RateLimited p -> new OpenAiError(429, RATE, "rate_limit_exceeded");
      case BudgetSpent p -> new OpenAiError(429, "insufficient_quota", "insufficient_quota");
      case ContentRefused p -> new OpenAiError(400, BAD_REQUEST, "content_policy_violation");
      case Throttled p -> new OpenAiError(429, RATE, "provider_throttled");
      case ModelRetired p -> new OpenAiError(410, BAD_REQUEST, "model_retired", "model");
      case ModelForbidden p -> new OpenAiError(403, "permission_error", "model_forbidden", "model");
      case StorageUnavailable p -> new OpenAiError(503, SERVER, "storage_unavailable");
      case NotConfigured p -> new OpenAiError(503, SERVER, "not_configured");
      case NotYours p -> new OpenAiError(404, BAD_REQUEST, "not_found");
      case EngineUnavailable p -> new OpenAiError(503, SERVER, "engine_unavailable");
      case EngineBusy p -> new OpenAiError(429, RATE, "engine_busy");
      case EngineBroken p -> new OpenAiError(502, SERVER, "engine_error");
      case EngineTimeout p -> new OpenAiError(504, SERVER, "engine_timeout");
      case EngineRefused p -> new OpenAiError(400, BAD_REQUEST, "engine_refused");
      case Restarting p -> new OpenAiError(503, SERVER, "restarting");
      case IdentityUnavailable p -> new OpenAiError(503, SERVER, "identity_unavailable");
      case NotReady p -> new OpenAiError(503, SERVER, "not_ready");
      case Overloaded p -> new OpenAiError(503, SERVER, "overloaded");
      case Internal p -> new OpenAiError(500, SERVER, "internal");
    };
  }

  static ObjectNode body(Problem problem) {
    OpenAiError shape = of(problem);
    ObjectNode body = JsonText.MAPPER.createObjectNode();
    ObjectNode error = body.putObject("error");
    error.put("message", problem.message());
    error.put("type", shape.type());
    error.put("param", shape.param().isEmpty() ? null : shape.param());
    error.put("code", shape.code());
    LoadingJson.of(problem).ifPresent(loading -> error.set("loading", loading));
    return body;
  }
}
