package dev.corral.dispatcher.api;

import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.record.RecordArchive;
import dev.corral.dispatcher.resource.App;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.HashSet;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Apps: create, read, change, delete.
@Path("/internal/apps")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Callers.GATEWAY)
public class AppsEndpoint {

  private final LiveResources<App> apps;
  private final RecordArchive archive;
  private final AppViews views;
  private final AppRules rules;
  private final Caller caller;

  public AppsEndpoint(
      LiveResources<App> apps,
      RecordArchive archive,
      AppViews views,
      AppRules rules,
      Caller caller) {
    this.apps = apps;
    this.archive = archive;
    this.views = views;
    this.rules = rules;
    this.caller = caller;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @ResponseStatus(202)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = AppView.class)))
  public AppView create(AppForms.@Nullable Create form) {
    if (form == null) {
      throw new ProblemException(new Problem.MalformedJson());
    }
    var app = new App();
    app.setSpec(form.spec(rules.kinds()));
    // From the first moment on nothing is removed without a receipt.
    var meta =
        new ObjectMetaBuilder().withName(form.name()).addToFinalizers(WorkloadKind.FINALIZER);
    app.setMetadata(meta.addToAnnotations(Commands.CREATED_BY, caller.principal()).build());
    rules.check(app.getMetadata().getName(), app.getSpec());
    return rules.launch(
        app.getSpec(), caller.principal(), () -> views.of(apps.resources().create(app)));
  }

  @GET
  public Items<AppView> list(@QueryParam("terminated") @DefaultValue("false") boolean terminated) {
    var items = new ArrayList<AppView>();
    var live = new HashSet<String>();
    for (App app : apps.resources().list()) {
      live.add(app.getMetadata().getUid());
      items.add(views.of(app));
    }
    if (terminated) {
      archive.inState("terminated").stream()
          .filter(record -> record.spec().kind() == WorkloadKind.APP)
          .filter(record -> !live.contains(record.uid()))
          .forEach(record -> items.add(views.of(record)));
    }
    return new Items<>(items);
  }

  @GET
  @Path("{name}")
  public AppView get(String name) {
    return apps.resources()
        .find(name)
        .map(views::of)
        .or(() -> archive.latest(WorkloadKind.APP, name).map(views::of))
        .orElseThrow(apps::missing);
  }

  @PATCH
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  public AppView patch(String name, AppForms.@Nullable Patch form) {
    if (form == null) {
      throw new ProblemException(new Problem.MalformedJson());
    }
    return views.of(
        apps.change(
            name,
            app -> {
              app.setSpec(form.over(app.getSpec()));
              rules.check(name, app.getSpec());
              return app;
            }));
  }

  @DELETE
  @Path("{name}")
  @ResponseStatus(202)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = AppView.class)))
  public AppView delete(String name) {
    apps.delete(name, caller.principal());
    return get(name);
  }
}
