package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.Problem.*;

/// Status and type of each problem in Anthropic's dialect.
record AnthropicError(int status, String type) {
  private static final String BAD_REQUEST = "invalid_request_error";
  private static final String FORBIDDEN = "permission_error";
  private static final String MISSING = "not_found_error";
  private static final String RATE = "rate_limit_error";
  private static final String OVERLOADED = "overloaded_error";
  private static final String SERVER = "api_error";

  static AnthropicError of(Problem problem) {
    return switch (problem) {
      case Unauthorized p -> new AnthropicError(401, "authentication_error");
      case Forbidden p -> new AnthropicError(403, FORBIDDEN);
      case ModelNotFound p -> new AnthropicError(404, MISSING);
      case NoSuchRoute p -> new AnthropicError(404, MISSING);
      case MethodNotAllowed p -> new AnthropicError(405, BAD_REQUEST);
      case AmbiguousPath p -> new AnthropicError(400, BAD_REQUEST);
      case Malformed p -> new AnthropicError(400, BAD_REQUEST);
      case InvalidField p -> new AnthropicError(400, BAD_REQUEST);
      case FieldRefused p -> new AnthropicError(400, BAD_REQUEST);
      case BodyTooLarge p -> new AnthropicError(413, "request_too_large");
      case UnsupportedMedia p -> new AnthropicError(415, BAD_REQUEST);
      case SlowBody p -> new AnthropicError(408, BAD_REQUEST);
      case TooManyStreams p -> new AnthropicError(429, RATE);
      case TooManyWaiters p -> new AnthropicError(429, RATE);
      case LaunchLimit p -> new AnthropicError(429, RATE);
      case Starting p -> new AnthropicError(503, OVERLOADED);
      case ModelFailed p -> new AnthropicError(503, SERVER);
      case OperationUnsupported p -> new AnthropicError(400, BAD_REQUEST);
      case FieldUnsupported p -> new AnthropicError(400, BAD_REQUEST);
      case RateLimited p -> new AnthropicError(429, RATE);
      case BudgetSpent p -> new AnthropicError(402, "billing_error");
      case ContentRefused p -> new AnthropicError(400, BAD_REQUEST);
      case Throttled p -> new AnthropicError(429, RATE);
      case ModelRetired p -> new AnthropicError(410, MISSING);
      case ModelForbidden p -> new AnthropicError(403, FORBIDDEN);
      case StorageUnavailable p -> new AnthropicError(503, SERVER);
      case NotConfigured p -> new AnthropicError(503, SERVER);
      case NotYours p -> new AnthropicError(404, MISSING);
      case EngineUnavailable p -> new AnthropicError(503, OVERLOADED);
      case EngineBusy p -> new AnthropicError(529, OVERLOADED);
      case EngineBroken p -> new AnthropicError(502, SERVER);
      case EngineTimeout p -> new AnthropicError(504, "timeout_error");
      case EngineRefused p -> new AnthropicError(400, BAD_REQUEST);
      case Restarting p -> new AnthropicError(503, OVERLOADED);
      case IdentityUnavailable p -> new AnthropicError(503, SERVER);
      case NotReady p -> new AnthropicError(503, OVERLOADED);
      case Overloaded p -> new AnthropicError(529, OVERLOADED);
      case Internal p -> new AnthropicError(500, SERVER);
    };
  }

  static ObjectNode body(Problem problem) {
    ObjectNode body = JsonText.MAPPER.createObjectNode().put("type", "error");
    ObjectNode error = body.putObject("error");
    error.put("type", of(problem).type());
    error.put("message", problem.message());
    LoadingJson.of(problem).ifPresent(loading -> error.set("loading", loading));
    return body;
  }
}
