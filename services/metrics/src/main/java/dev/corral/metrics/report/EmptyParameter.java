package dev.corral.metrics.report;

import dev.corral.metrics.problem.Problem.FieldError;
import dev.corral.metrics.problem.Problem.InvalidFields;
import dev.corral.metrics.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Refuses parameters without a value. Quarkus hands them on as absent (issue 44885), and an absent
/// principal means everybody.
public final class EmptyParameter {

  @ServerRequestFilter
  void refuse(ContainerRequestContext request) {
    var errors =
        request.getUriInfo().getQueryParameters().entrySet().stream()
            .filter(it -> it.getValue().contains(""))
            .map(it -> new FieldError(it.getKey(), "must not be empty"))
            .toList();
    if (!errors.isEmpty()) {
      throw new ProblemException(new InvalidFields(errors));
    }
  }
}
