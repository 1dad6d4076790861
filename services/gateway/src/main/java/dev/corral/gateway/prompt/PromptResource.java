package dev.corral.gateway.prompt;

import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import dev.corral.gateway.session.CurrentCaller;
import dev.corral.gateway.session.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/// Prompts whose answers are read later, by who asked.
@Path("/api/v1/prompts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.USER_NAME, Role.ADMIN_NAME})
@RunOnVirtualThread
@Tag(name = "prompts")
public class PromptResource {
  private static final Pattern JOB = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Prompts prompts;
  private final CurrentCaller current;

  PromptResource(Prompts prompts, CurrentCaller current) {
    this.prompts = prompts;
    this.current = current;
  }

  @POST
  @ResponseStatus(202)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "submitPrompt", summary = "Ask a model, and read its answer later")
  @APIResponseSchema(
      value = AcceptedPrompt.class,
      responseCode = "202",
      responseDescription = "Accepted, and recorded")
  public AcceptedPrompt submit(@NotNull @Valid PromptRequest prompt, @Context HttpHeaders headers) {
    return prompts.accept(
        prompt, headers.getHeaderString(HttpHeaders.AUTHORIZATION), UUID.randomUUID().toString());
  }

  @GET
  @Path("{job}")
  @Operation(
      operationId = "getPrompt",
      summary = "A prompt of yours, and its answer when it is done")
  public PromptJob get(@PathParam("job") String job) {
    if (!JOB.matcher(job).matches()) {
      throw new ProblemException(new Problem.NotFound());
    }
    return prompts.find(UUID.fromString(job), current.get().id());
  }
}
