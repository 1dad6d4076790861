package dev.corral.proxy.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.endpoint.EndpointTable;
import dev.corral.proxy.endpoint.Snapshot;
import dev.corral.proxy.peer.ServiceAccounts;
import dev.corral.proxy.tally.Activity;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Opens the two doors: the data path for everybody, the activity report on the management port for
/// the dispatcher.
@Singleton
public final class Doors {
  private static final String DISPATCHER = "llm-dispatcher";
  private static final String BEARER = "Bearer ";

  private final Ingress ingress;
  private final Activity activity;
  private final ServiceAccounts accounts;
  private final EndpointTable table;
  private final ObjectMapper json;

  Doors(
      Ingress ingress,
      Activity activity,
      ServiceAccounts accounts,
      EndpointTable table,
      ObjectMapper json) {
    this.ingress = ingress;
    this.activity = activity;
    this.accounts = accounts;
    this.table = table;
    this.json = json;
  }

  void data(@Observes Router router) {
    router.route().order(0).handler(context -> ingress.handle(context.request()));
  }

  void management(@Observes ManagementInterface management) {
    management.router().get("/internal/activity").blockingHandler(this::activity, false);
  }

  private void activity(RoutingContext context) {
    List<String> given = context.request().headers().getAll("authorization");
    Optional<String> account =
        given.size() == 1 && given.getFirst().startsWith(BEARER)
            ? accounts.verify(given.getFirst().substring(BEARER.length()))
            : Optional.empty();
    if (account.isEmpty()) {
      context.response().setStatusCode(401).end();
    } else if (!account.get().equals(DISPATCHER)) {
      context.response().setStatusCode(403).end();
    } else {
      report(context);
    }
  }

  private void report(RoutingContext context) {
    try {
      Snapshot models = table.snapshot();
      Activity.Report report = activity.report(models.names(), models.routable());
      context
          .response()
          .putHeader("content-type", "application/json")
          .end(json.writeValueAsString(report));
    } catch (JsonProcessingException e) {
      context.fail(e);
    }
  }
}
