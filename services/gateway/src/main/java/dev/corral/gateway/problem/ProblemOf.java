package dev.corral.gateway.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says which [Problem] an exception is. Only the type and the path are used, never its words.
public final class ProblemOf {
  private static final int MOST_ERRORS = 20;

  private ProblemOf() {}

  public static Problem exception(Throwable thrown) {
    return switch (thrown) {
      case ProblemException e -> e.problem();
      case ConstraintViolationException e -> new Problem.InvalidField(fields(e));
      case UnrecognizedPropertyException e -> new Problem.UnknownField(path(e));
      case MismatchedInputException e -> mismatch(e);
      case JsonProcessingException e -> new Problem.MalformedJson();
      case AuthenticationException e -> new Problem.Unauthorized();
      case UnauthorizedException e -> new Problem.Unauthorized();
      case ForbiddenException e -> new Problem.Forbidden("You are not allowed to do that.");
      case OIDCException e -> new Problem.UpstreamUnavailable("sign-in service", 2);
      case WebApplicationException e -> web(e);
      default -> new Problem.Internal();
    };
  }

  private static Problem web(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    Throwable cause = e.getCause();
    return status == 400 && cause != null && !(exception(cause) instanceof Problem.Internal)
        ? exception(cause)
        : status(status);
  }

  /// The problem of a status that the server found by itself.
  public static Problem status(int status) {
    return switch (status) {
      case 400 -> new Problem.BadRequest("It cannot be read.");
      case 401 -> new Problem.Unauthorized();
      case 403 -> new Problem.Forbidden("You are not allowed to do that.");
      case 404 -> new Problem.NotFound();
      case 405 -> new Problem.MethodNotAllowed();
      case 406 -> new Problem.NotAcceptable();
      case 408 -> new Problem.RequestTimeout();
      case 413 -> new Problem.BodyTooLarge(65_536);
      case 415 -> new Problem.UnsupportedMediaType();
      default ->
          status >= 400 && status < 500
              ? new Problem.BadRequest("It cannot be answered.")
              : new Problem.Internal();
    };
  }

  private static Problem mismatch(MismatchedInputException e) {
    String path = path(e);
    if (!path.isEmpty()) {
      return new Problem.InvalidField(path, "is not of the right type");
    }
    boolean object = e.getTargetType() != null && e.getTargetType().isRecord();
    String words = e.getOriginalMessage();
    boolean notOne = words.startsWith("Trailing token") || words.startsWith("No content");
    return object && !notOne
        ? new Problem.InvalidField("", "must be a JSON object")
        : new Problem.MalformedJson();
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      @Nullable String name = step.getFieldName();
      if (name == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(name);
      }
    }
    String plain = path.toString().replaceAll("[^\\x20-\\x7e]", "?");
    return plain.length() <= 100 ? plain : plain.substring(0, 100);
  }

  private static List<FieldError> fields(ConstraintViolationException e) {
    Set<ConstraintViolation<?>> violations = e.getConstraintViolations();
    return violations.stream()
        .map(v -> new FieldError(field(v), v.getMessage()))
        .sorted(Comparator.comparing(FieldError::field))
        .distinct()
        .limit(MOST_ERRORS)
        .collect(Collectors.toList());
  }

  private static String field(ConstraintViolation<?> violation) {
    String[] steps = violation.getPropertyPath().toString().split("\\.", 3);
    return steps.length < 3 ? "" : steps[2].replaceAll("\\.<list element>", "");
  }
}
