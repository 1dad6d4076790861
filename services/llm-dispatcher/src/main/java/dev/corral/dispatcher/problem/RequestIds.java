package dev.corral.dispatcher.problem;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Gives every request an id, the caller's own if it is plain, and sends it back.
public final class RequestIds {
  static final String HEADER = "x-request-id";

  private static final String PLAIN = "[A-Za-z0-9._-]{1,64}";
  private static final String PROPERTY = "corral.request-id";

  /// The id of the request.
  static String of(ContainerRequestContext request) {
    if (request.getProperty(PROPERTY) instanceof String known) {
      return known;
    }
    String sent = request.getHeaderString(HEADER);
    String id = sent != null && sent.matches(PLAIN) ? sent : UUID.randomUUID().toString();
    request.setProperty(PROPERTY, id);
    return id;
  }

  @ServerResponseFilter
  public void answer(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().putSingle(HEADER, of(request));
  }
}
