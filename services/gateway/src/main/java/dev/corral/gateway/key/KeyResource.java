package dev.corral.gateway.key;

import dev.corral.gateway.session.CurrentCaller;
import dev.corral.gateway.session.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/// The caller's API keys. Nobody sees another's, admins included.
@Path("/api/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.USER_NAME, Role.ADMIN_NAME})
@RunOnVirtualThread
@Tag(name = "keys")
public class KeyResource {
  private final KeyRing ring;
  private final CurrentCaller current;

  KeyResource(KeyRing ring, CurrentCaller current) {
    this.ring = ring;
    this.current = current;
  }

  @GET
  @Operation(operationId = "listKeys", summary = "Your keys, newest first")
  public KeyList list() {
    return new KeyList(ring.list(current.get().id()).stream().map(KeyView::of).toList());
  }

  @POST
  @ResponseStatus(201)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "createKey", summary = "Make a key; it is shown only in this answer")
  @APIResponseSchema(
      value = NewKey.class,
      responseCode = "201",
      responseDescription = "Made, and shown once")
  public NewKey create(@NotNull @Valid KeyRequest request) {
    return ring.create(current.get(), request);
  }

  @DELETE
  @Path("{id}")
  @Operation(operationId = "revokeKey", summary = "Revoke a key, at once and for good")
  public void revoke(@PathParam("id") String id) {
    ring.revoke(current.get().id(), id);
  }
}
