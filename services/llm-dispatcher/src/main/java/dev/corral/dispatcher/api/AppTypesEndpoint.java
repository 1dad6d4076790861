package dev.corral.dispatcher.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.corral.dispatcher.appkind.AppKind;
import dev.corral.dispatcher.appkind.AppKinds;
import dev.corral.dispatcher.appkind.Flavour;
import dev.corral.dispatcher.appkind.ImageRule;
import dev.corral.dispatcher.resource.AppType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The app types that can be launched here, and what each needs.
@Path("/internal/app-types")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Callers.GATEWAY)
public class AppTypesEndpoint {
  private final AppKinds kinds;
  private final ImageRule images;

  public AppTypesEndpoint(AppKinds kinds, ImageRule images) {
    this.kinds = kinds;
    this.images = images;
  }

  @GET
  public Items<View> list() {
    return new Items<>(kinds.all().stream().map(this::view).toList());
  }

  private View view(AppKind kind) {
    return new View(
        kind.type(),
        kind.title(),
        ImageRule.version(kind.image()).orElse(null),
        kind.oldest(),
        kind.flavours(),
        kind.keepsData(),
        kind.onePerTeam(),
        images.flaw(kind.imageKey(), kind.image(), kind.oldest()).orElse(null));
  }

  /// An app type.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record View(
      @JsonProperty(required = true) AppType type,
      @JsonProperty(required = true) String title,
      @Nullable String version,
      @JsonProperty(required = true) String oldestVersion,
      @JsonProperty(required = true) List<Flavour> flavours,
      @JsonProperty(required = true) boolean keepsData,
      @JsonProperty(required = true) boolean onePerTeam,
      @Nullable String unavailable) {}
}
