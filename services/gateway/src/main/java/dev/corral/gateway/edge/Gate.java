package dev.corral.gateway.edge;

import dev.corral.gateway.appdoor.AppHosts;
import dev.corral.gateway.problem.Problem;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides whether a request may go on at all, before any route, token or body is looked at.
public final class Gate {
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final Set<HttpMethod> KNOWN =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.OPTIONS,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE);

  private final Hosts hosts;
  private final AppHosts apps;

  public Gate(Hosts hosts, AppHosts apps) {
    this.hosts = hosts;
    this.apps = apps;
  }

  /// Why not, or nothing.
  public Optional<Problem> refuse(HttpServerRequest request) {
    MultiMap headers = request.headers();
    String host = host(request);
    boolean toApp = apps.app(host).isPresent();
    // An app's paths are its own affair, but not whom they are addressed to.
    boolean clear = toApp ? request.uri().startsWith("/") : RequestPath.isClear(request.uri());
    if (!clear) {
      return Optional.of(new Problem.BadRequest("The path is ambiguous."));
    }
    if (host == null || !(toApp || hosts.serves(host))) {
      return Optional.of(new Problem.MisdirectedRequest());
    }
    if (!KNOWN.contains(request.method())) {
      return Optional.of(new Problem.MethodNotAllowed());
    }
    if (headers.getAll("authorization").size() > 1) {
      return Optional.of(new Problem.Unauthorized());
    }
    if (!SAFE.contains(request.method())
        && !hosts.trusts(headers.get("origin"), headers.get("sec-fetch-site"), host)) {
      return Optional.of(new Problem.Forbidden("Another site may not do that here."));
    }
    return Optional.empty();
  }

  private static @Nullable String host(HttpServerRequest request) {
    MultiMap headers = request.headers();
    return switch (headers.getAll("host").size()) {
      case 0 -> request.authority() == null ? null : request.authority().toString();
      case 1 -> headers.get("host");
      default -> null;
    };
  }
}
