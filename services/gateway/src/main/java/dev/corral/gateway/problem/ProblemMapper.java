package dev.corral.gateway.problem;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.Logger;

/// The one mapper of this service: every exception of every operation ends here.
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  /// Name under which the edge leaves the id of the request.
  public static final String REQUEST_ID = "corral.request-id";

  private final CurrentVertxRequest current;

  ProblemMapper(CurrentVertxRequest current) {
    this.current = current;
  }

  @Override
  public Response toResponse(Throwable thrown) {
    String id = String.valueOf(current.getCurrent().<Object>get(REQUEST_ID));
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
