package dev.corral.proxy.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.endpoint.EndpointTable;
import dev.corral.proxy.endpoint.Snapshot;
import dev.corral.proxy.job.JobRecord;
import dev.corral.proxy.peer.ServiceAccounts;
import dev.corral.proxy.tally.Activity;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Opens the doors: the data path for everybody; on the management port the activity report for the
/// dispatcher and the jobs for the gateway.
@Singleton
public final class Doors {
  private static final String DISPATCHER = "llm-dispatcher";
  private static final String GATEWAY = "gateway";
  private static final Pattern UUID_TEXT =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Ingress ingress;
  private final AsyncPrompts async;
  private final Activity activity;
  private final InternalCallers callers;
  private final EndpointTable table;
  private final ObjectMapper json;

  Doors(
      Ingress ingress,
      AsyncPrompts async,
      Activity activity,
      ServiceAccounts accounts,
      EndpointTable table,
      ObjectMapper json) {
    this.ingress = ingress;
    this.async = async;
    this.activity = activity;
    this.callers = new InternalCallers(accounts);
    this.table = table;
    this.json = json;
  }

  void data(@Observes Router router) {
    router.route().order(0).handler(context -> ingress.handle(context.request()));
  }

  void management(@Observes ManagementInterface management) {
    management.router().get("/internal/activity").blockingHandler(this::activity, false);
    management.router().get("/internal/jobs/:job").blockingHandler(this::job, false);
  }

  /// A job as its owner, named by the gateway, may see it.
  private void job(RoutingContext context) {
    if (!callers.isCalledBy(GATEWAY, context)) {
      return;
    }
    String owner = context.request().getHeader("x-corral-principal");
    String id = context.pathParam("job");
    if (async.desk().isEmpty() || owner == null || !UUID_TEXT.matcher(id).matches()) {
      context.response().setStatusCode(404).end();
      return;
    }
    async
        .desk()
        .get()
        .find(UUID.fromString(id), owner)
        .whenComplete((found, failure) -> answer(context, found, failure));
  }

  private void answer(
      RoutingContext context, @Nullable Optional<JobRecord> found, @Nullable Throwable failure) {
    if (failure != null || found == null) {
      context.response().setStatusCode(503).putHeader("retry-after", "2").end();
    } else if (found.isEmpty()) {
      context.response().setStatusCode(404).end();
    } else {
      write(context, found.get());
    }
  }

  private void activity(RoutingContext context) {
    if (callers.isCalledBy(DISPATCHER, context)) {
      Snapshot models = table.snapshot();
      write(context, activity.report(models.names(), models.routable()));
    }
  }

  private void write(RoutingContext context, Object body) {
    try {
      context
          .response()
          .putHeader("content-type", "application/json")
          .end(json.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      context.fail(e);
    }
  }
}
