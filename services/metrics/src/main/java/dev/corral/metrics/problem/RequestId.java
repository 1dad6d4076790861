package dev.corral.metrics.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Gives every request an id: the caller's, or a new one.
public final class RequestId {

  /// The header, in and out.
  public static final String HEADER = "x-request-id";

  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  @ServerRequestFilter(preMatching = true)
  void note(ContainerRequestContext request) {
    of(request);
  }

  @ServerResponseFilter
  void answer(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().putSingle(HEADER, of(request));
  }

  /// The id of this request.
  static String of(ContainerRequestContext request) {
    if (request.getProperty(HEADER) instanceof String id) {
      return id;
    }
    var id =
        Optional.ofNullable(request.getHeaderString(HEADER))
            .filter(it -> SAFE.matcher(it).matches())
            .orElseGet(() -> UUID.randomUUID().toString());
    request.setProperty(HEADER, id);
    return id;
  }
}
