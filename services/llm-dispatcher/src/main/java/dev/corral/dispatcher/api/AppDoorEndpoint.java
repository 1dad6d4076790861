package dev.corral.dispatcher.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.corral.dispatcher.appkind.AppEndpoints;
import dev.corral.dispatcher.appkind.AppKinds;
import dev.corral.dispatcher.appkind.Flavour;
import dev.corral.dispatcher.resource.App;
import dev.corral.dispatcher.resource.AppSpec;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// What the gateway needs to carry people's traffic to an app.
@Path("/internal/apps/{name}/door")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Callers.GATEWAY)
public class AppDoorEndpoint {
  private final LiveResources<App> apps;
  private final AppViews views;
  private final AppKinds kinds;
  private final AppEndpoints endpoints;

  public AppDoorEndpoint(
      LiveResources<App> apps, AppViews views, AppKinds kinds, AppEndpoints endpoints) {
    this.apps = apps;
    this.views = views;
    this.kinds = kinds;
    this.endpoints = endpoints;
  }

  @GET
  public View door(String name) {
    App app = apps.require(name);
    return new View(views.of(app), startPath(app.getSpec()), endpoints.of(name).orElse(null));
  }

  private String startPath(AppSpec spec) {
    return kinds.of(spec.type()).flavour(spec).map(Flavour::startPath).orElse("/");
  }

  /// A live app, and the way to it.
  ///
  /// @param startPath the page that its flavour starts on
  /// @param endpoint `http://<address>:<port>` of its ready pod; absent while it has none
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record View(
      @JsonProperty(required = true) AppView app,
      @JsonProperty(required = true) String startPath,
      @Nullable URI endpoint) {}
}
