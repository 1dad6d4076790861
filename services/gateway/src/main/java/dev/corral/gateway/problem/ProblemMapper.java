package dev.corral.gateway.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The one mapper of this service: every exception of every operation ends here. The types besides
/// Throwable are those for which Quarkus has mappers of its own, which would win otherwise.
public class ProblemMapper {
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  /// Name under which the edge leaves the id of the request.
  public static final String REQUEST_ID = "corral.request-id";

  @ServerExceptionMapper({
    Throwable.class,
    WebApplicationException.class,
    NotFoundException.class,
    UnauthorizedException.class,
    AuthenticationFailedException.class,
    AuthenticationCompletionException.class,
    ForbiddenException.class,
    ValidationException.class,
    MismatchedInputException.class
  })
  public Response toResponse(Throwable thrown, RoutingContext request) {
    String id = String.valueOf(request.<Object>get(REQUEST_ID));
    Problem problem = ProblemOf.exception(thrown);
    if (problem instanceof Problem.Internal) {
      LOG.errorf(thrown, "request %s failed", id);
    }
    ProblemAnswer answer = ProblemAnswer.to(problem, id);
    Response.ResponseBuilder response =
        Response.status(answer.body().status()).type(ProblemBody.MEDIA_TYPE).entity(answer.body());
    answer.headers().forEach(response::header);
    return response.build();
  }
}
