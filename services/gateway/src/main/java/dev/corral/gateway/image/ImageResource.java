package dev.corral.gateway.image;

import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import dev.corral.gateway.session.Caller;
import dev.corral.gateway.session.CurrentCaller;
import dev.corral.gateway.session.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The caller's own pictures; nobody sees another's, administrators neither.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.USER_NAME, Role.ADMIN_NAME})
@RunOnVirtualThread
@Tag(name = "images")
public class ImageResource {
  private static final int LARGEST_PAGE = 100;

  private final ImageProvider images;
  private final CurrentCaller current;

  ImageResource(ImageProvider images, CurrentCaller current) {
    this.images = images;
    this.current = current;
  }

  @GET
  @Path("images")
  @Operation(operationId = "listImages", summary = "Your pictures, the newest first")
  public ImageList list(
      @Parameter(schema = @Schema(minimum = "1", maximum = "100"))
          @QueryParam("limit")
          @DefaultValue("20")
          String limit,
      @Parameter(description = "`nextCursor` of the page before") @QueryParam("cursor")
          @Nullable String cursor) {
    if (!limit.matches("[1-9][0-9]{0,2}") || Integer.parseInt(limit) > LARGEST_PAGE) {
      throw new ProblemException(new Problem.InvalidField("limit", "must be from 1 to 100"));
    }
    return images.list(current.get().id(), Integer.parseInt(limit), Optional.ofNullable(cursor));
  }

  @GET
  @Path("images/{id}")
  @Operation(operationId = "getImage", summary = "One of your pictures, with a fresh link")
  public Image get(@PathParam("id") String id) {
    return images.get(current.get().id(), id);
  }

  @DELETE
  @Path("images/{id}")
  @Operation(operationId = "deleteImage", summary = "Delete one of your pictures for good")
  public void delete(@PathParam("id") String id) {
    images.delete(current.get().id(), id);
  }

  @POST
  @Path("prompt-check")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "checkPrompt", summary = "Have a prompt judged before you use it")
  public PromptVerdict check(@NotNull @Valid PromptCheckRequest request) {
    Caller caller = current.get();
    return images.check(caller.id(), caller.groups(), request);
  }
}
