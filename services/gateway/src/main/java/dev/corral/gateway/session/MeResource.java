package dev.corral.gateway.session;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Who am I.
@Path("/api/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.USER_NAME, Role.ADMIN_NAME})
@RunOnVirtualThread
@Tag(name = "session")
public class MeResource {
  private final CurrentCaller current;

  MeResource(CurrentCaller current) {
    this.current = current;
  }

  @GET
  @Operation(operationId = "getMe", summary = "The caller, their roles and groups")
  public Me me() {
    Caller caller = current.get();
    return new Me(
        caller.id(),
        caller.name(),
        caller.roles().stream().map(Role::wireName).sorted().toList(),
        caller.groups().stream().sorted().toList());
  }
}
