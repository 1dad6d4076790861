package dev.corral.metrics.problem;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// Turns whatever ended a request into one problem. What is not foreseen is our fault and says
/// nothing.
public final class ProblemMapper {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  private static final String RETRY_AFTER_SECONDS = "5";

  @ServerExceptionMapper
  Response map(ProblemException e, ContainerRequestContext request) {
    return answer(e.problem(), request);
  }

  @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
  Response unauthorized(ContainerRequestContext request) {
    return answer(new Problem.Unauthorized(), request);
  }

  @ServerExceptionMapper(OIDCException.class)
  Response issuerAway(ContainerRequestContext request) {
    return answer(new Problem.UpstreamAway(), request);
  }

  @ServerExceptionMapper(ForbiddenException.class)
  Response forbidden(ContainerRequestContext request) {
    return answer(new Problem.Forbidden(), request);
  }

  @ServerExceptionMapper
  Response map(WebApplicationException e, ContainerRequestContext request) {
    return switch (e.getResponse().getStatus()) {
      case 404 -> answer(new Problem.NotFound(), request);
      case 405 -> answer(new Problem.MethodNotAllowed(), request);
      default -> map((Throwable) e, request);
    };
  }

  @ServerExceptionMapper
  Response map(Throwable e, ContainerRequestContext request) {
    LOG.errorf(e, "Request %s failed", RequestId.of(request));
    return answer(new Problem.Internal(), request);
  }

  private static Response answer(Problem problem, ContainerRequestContext request) {
    var id = RequestId.of(request);
    var body = ProblemBody.of(problem, id);
    var response =
        Response.status(body.status())
            .type(ProblemBody.MEDIA_TYPE)
            .header(RequestId.HEADER, id)
            .entity(body);
    return switch (problem) {
      case Problem.UpstreamAway away -> response.header("Retry-After", RETRY_AFTER_SECONDS).build();
      case Problem.Unauthorized who -> response.header("WWW-Authenticate", "Bearer").build();
      default -> response.build();
    };
  }
}
