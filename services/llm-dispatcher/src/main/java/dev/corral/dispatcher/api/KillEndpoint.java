package dev.corral.dispatcher.api;

import dev.corral.dispatcher.kill.KillReport;
import dev.corral.dispatcher.kill.KillSteps;
import dev.corral.dispatcher.kill.KillSwitch;
import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.Problem.FieldError;
import dev.corral.dispatcher.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// The budget kill: seen, raised, and armed again. The gateway lets only administrators here.
@Path("/internal")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Callers.GATEWAY)
public class KillEndpoint {
  private static final int LONGEST_WHY = 256;

  private final KillSwitch kill;
  private final KillSteps steps;
  private final Caller caller;

  public KillEndpoint(KillSwitch kill, KillSteps steps, Caller caller) {
    this.kill = kill;
    this.steps = steps;
    this.caller = caller;
  }

  @GET
  @Path("kill")
  public KillReport read() {
    return KillReport.of(kill.read(), steps.last());
  }

  @POST
  @Path("kill")
  @Consumes(MediaType.APPLICATION_JSON)
  @ResponseStatus(202)
  public KillReport raise(@Nullable Raise form) {
    var state = kill.raise(caller.principal(), why(form));
    steps.hurry();
    return KillReport.of(state, steps.last());
  }

  @POST
  @Path("rearm")
  public KillReport rearm() {
    String by = caller.person().orElseThrow(() -> new ProblemException(new Problem.Forbidden()));
    return KillReport.of(kill.rearm(by), steps.last());
  }

  private static String why(@Nullable Raise form) {
    return Optional.ofNullable(form)
        .map(Raise::why)
        .map(String::strip)
        .filter(why -> !why.isEmpty() && why.length() <= LONGEST_WHY)
        .filter(why -> why.codePoints().noneMatch(Character::isISOControl))
        .orElseThrow(() ->
            new ProblemException(
                new Problem.InvalidField(
                    List.of(
                        new FieldError(
                            "why", "must say why, in at most " + LONGEST_WHY + " characters")))));
  }

  /// The body that kills.
  public record Raise(@Schema(required = true, maxLength = LONGEST_WHY) @Nullable String why) {}
}
