package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.Upstream;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.upstream.ExternalEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A server elsewhere. Where it is and how one is let in is what its definition says now, not what
/// the table of models says; its address is checked for each request.
final class ExternalTarget implements Target {
  private static final int USUAL_WAIT = 5;
  private static final int LONGEST_WAIT = 60;
  private static final String OPENAI = "openai";
  private static final String OPENAI_ROOT = "/v1";

  private final Vertx vertx;
  private final Upstreams.External known;
  private final Upstream.External upstream;
  private final Wanted wanted;

  ExternalTarget(Vertx vertx, Upstreams.External known, Upstream.External upstream, Wanted wanted) {
    this.vertx = vertx;
    this.known = known;
    this.upstream = upstream;
    this.wanted = wanted;
  }

  @Override
  public Future<RequestOptions> request(String enginePath) {
    return vertx
        .executeBlocking(() -> options(enginePath), false)
        .timeout(known.config().resolve().toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> Future.failedFuture(unreachable()));
  }

  private RequestOptions options(String enginePath) {
    ExternalEndpoint endpoint =
        known
            .endpoints()
            .find(upstream.endpoint())
            .filter(found -> found.dialect().equals(wanted.model().traits().dialect()))
            .orElseThrow(ExternalTarget::unreachable);
    InetAddress address =
        known.door().address(endpoint.url()).orElseThrow(ExternalTarget::unreachable);
    RequestOptions options =
        new RequestOptions()
            .setServer(
                SocketAddress.inetSocketAddress(
                    new InetSocketAddress(address, endpoint.url().port())))
            .setHost(endpoint.url().host())
            .setPort(endpoint.url().port())
            .setSsl(endpoint.url().tls())
            .setURI(endpoint.url().path() + path(endpoint, enginePath));
    endpoint.authorization().ifPresent(secret -> options.putHeader("authorization", secret));
    return options;
  }

  /// The base URL of a server that speaks OpenAI ends in its `/v1`.
  private static String path(ExternalEndpoint endpoint, String enginePath) {
    return endpoint.dialect().equals(OPENAI) && enginePath.startsWith(OPENAI_ROOT + "/")
        ? enginePath.substring(OPENAI_ROOT.length())
        : enginePath;
  }

  private static ProblemException unreachable() {
    return new ProblemException(new Problem.EngineUnavailable());
  }

  @Override
  public Problem problem(HttpClientResponse answer) {
    String model = wanted.model().name();
    return switch (answer.statusCode()) {
      case 401, 403 -> new Problem.ModelForbidden(model);
      case 404, 410 -> new Problem.ModelRetired(model);
      case 405, 501 -> new Problem.OperationUnsupported(model, wanted.operation());
      case 429 -> new Problem.Throttled(wait(answer));
      default -> new Problem.EngineBroken(); // redirects too: none is followed
    };
  }

  private static int wait(HttpClientResponse answer) {
    return Optional.ofNullable(answer.getHeader("retry-after"))
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Math.clamp(Integer.parseInt(text), 1, LONGEST_WAIT))
        .orElse(USUAL_WAIT);
  }

  @Override
  public void left() {}
}
