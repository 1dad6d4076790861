package dev.corral.gateway.usage;

import dev.corral.gateway.metering.Latency;
import dev.corral.gateway.metering.Metering;
import dev.corral.gateway.metering.Summary;
import dev.corral.gateway.metering.Usage;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import dev.corral.gateway.session.Caller;
import dev.corral.gateway.session.CurrentCaller;
import dev.corral.gateway.session.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Numbers, scoped to the caller; admins may ask for everyone's.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.USER_NAME, Role.ADMIN_NAME})
@RunOnVirtualThread
@Tag(name = "usage")
public class UsageResource {
  private final Metering metering;
  private final CurrentCaller current;
  private final Clock clock;

  UsageResource(Metering metering, CurrentCaller current, Clock clock) {
    this.metering = metering;
    this.current = current;
    this.clock = clock;
  }

  @GET
  @Path("summary")
  @Operation(operationId = "getSummary", summary = "Models and apps by state")
  public Summary summary() {
    Caller caller = current.get();
    return caller.isAdmin()
        ? metering.summaryOfAll(caller.id())
        : metering.summary(caller.id(), caller.groups());
  }

  @GET
  @Path("usage")
  @Operation(operationId = "getUsage", summary = "Requests and tokens, by model or by principal")
  public Usage usage(
      @Parameter(schema = @Schema(format = "date-time"), description = "Default: a day before `to`")
          @QueryParam("from")
          @Nullable String from,
      @Parameter(schema = @Schema(format = "date-time"), description = "Default: now")
          @QueryParam("to")
          @Nullable String to,
      @Parameter(schema = @Schema(enumeration = {"model", "principal"}))
          @QueryParam("groupBy")
          @DefaultValue("model")
          String groupBy,
      @Parameter(description = "Another person, for admins. Default: you; for admins everyone.")
          @QueryParam("principal")
          @Nullable String principal) {
    if (!groupBy.equals("model") && !groupBy.equals("principal")) {
      throw new ProblemException(new Problem.InvalidField("groupBy", "must be model or principal"));
    }
    Caller caller = current.get();
    return metering.usage(
        caller.id(), Period.of(from, to, clock.instant()), groupBy, scope(caller, principal));
  }

  @GET
  @Path("reports/latency")
  @Operation(
      operationId = "getLatencyReport",
      summary = "Time to first token and generation time, by model")
  public Latency latency(
      @Parameter(schema = @Schema(format = "date-time"), description = "Default: a day before `to`")
          @QueryParam("from")
          @Nullable String from,
      @Parameter(schema = @Schema(format = "date-time"), description = "Default: now")
          @QueryParam("to")
          @Nullable String to,
      @Parameter(description = "Another person, for admins. Default: you; for admins everyone.")
          @QueryParam("principal")
          @Nullable String principal) {
    Caller caller = current.get();
    return metering.latency(
        caller.id(), Period.of(from, to, clock.instant()), scope(caller, principal));
  }

  private static Optional<String> scope(Caller caller, @Nullable String asked) {
    if (caller.isAdmin()) {
      return Optional.ofNullable(asked);
    }
    if (asked != null && !asked.equals(caller.id())) {
      throw new ProblemException(new Problem.Forbidden("Only admins may see others' numbers."));
    }
    return Optional.of(caller.id());
  }
}
