package dev.corral.dispatcher.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import software.amazon.awssdk.core.exception.SdkException;

/// The one mapper: whatever was thrown becomes a [Problem], and every problem its answer.
public final class ProblemMapper {
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  @ServerExceptionMapper({
    ProblemException.class,
    AuthenticationFailedException.class,
    UnauthorizedException.class,
    ForbiddenException.class,
    MismatchedInputException.class,
    JsonProcessingException.class,
    WebApplicationException.class,
    SdkException.class,
    OIDCException.class,
    RuntimeException.class
  })
  public Response map(Exception thrown, ContainerRequestContext request) {
    String requestId = RequestIds.of(request);
    Problem problem = problem(thrown);
    if (problem instanceof Problem.Internal) {
      LOG.errorf(thrown, "request %s failed", requestId);
    }
    ProblemBody body = ProblemBody.of(problem, requestId);
    var response =
        Response.status(body.status())
            .type("application/problem+json")
            .header(RequestIds.HEADER, requestId)
            .entity(body);
    switch (problem) {
      case Problem.Unauthorized unauthorized -> response.header("WWW-Authenticate", "Bearer");
      case Problem.LaunchLimit limit -> response.header("Retry-After", limit.retryAfterSeconds());
      default -> {}
    }
    return response.build();
  }

  static Problem problem(Throwable thrown) {
    return switch (thrown) {
      case ProblemException p -> p.problem();
      case AuthenticationFailedException a -> new Problem.Unauthorized();
      case UnauthorizedException u -> new Problem.Unauthorized();
      case ForbiddenException f -> new Problem.Forbidden();
      case UnrecognizedPropertyException unknown ->
          new Problem.UnknownField(printable(unknown.getPropertyName()));
      case JsonMappingException mapping when !mapping.getPath().isEmpty() ->
          new Problem.InvalidField(
              List.of(new Problem.FieldError(path(mapping), "has the wrong type or value")));
      case JsonProcessingException json -> new Problem.MalformedJson();
      case WebApplicationException web -> byStatus(web);
      case OIDCException oidc -> new Problem.UpstreamUnavailable("Tokens cannot be verified now.");
      case SdkException aws ->
          new Problem.UpstreamUnavailable("The records cannot be reached now.");
      default -> new Problem.Internal();
    };
  }

  private static Problem byStatus(WebApplicationException web) {
    if (web.getCause() instanceof JsonProcessingException json) {
      return problem(json);
    }
    return switch (web.getResponse().getStatus()) {
      case 400 -> new Problem.MalformedJson();
      case 401 -> new Problem.Unauthorized();
      case 403 -> new Problem.Forbidden();
      case 404, 406 -> new Problem.NotFound("There is nothing here.");
      case 405 -> new Problem.MethodNotAllowed();
      case 413 -> new Problem.BodyTooLarge();
      case 415 -> new Problem.UnsupportedMediaType();
      default -> new Problem.Internal();
    };
  }

  private static String path(JsonMappingException mapping) {
    return mapping.getPath().stream()
        .map(JsonMappingException.Reference::getFieldName)
        .filter(name -> name != null)
        .map(ProblemMapper::printable)
        .collect(Collectors.joining("."));
  }

  private static String printable(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._-]", "?");
    return plain.length() <= 64 ? plain : plain.substring(0, 64);
  }
}
