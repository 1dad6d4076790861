package dev.corral.metrics.report;

import dev.corral.metrics.ledger.Books;
import dev.corral.metrics.ledger.RollupKey;
import dev.corral.metrics.ledger.Subject.Kind;
import dev.corral.metrics.ledger.Totals;
import dev.corral.metrics.problem.Problem;
import dev.corral.metrics.problem.ProblemBody;
import dev.corral.metrics.problem.ProblemException;
import dev.corral.metrics.report.SummaryAnswer.Counts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// What the gateway may ask.
@Path("/internal")
@Produces(MediaType.APPLICATION_JSON)
@APIResponse(responseCode = "200", description = "The answer")
@APIResponse(
    responseCode = "400",
    description = "A parameter is not valid",
    content =
        @Content(
            mediaType = ProblemBody.MEDIA_TYPE,
            schema = @Schema(implementation = ProblemBody.class)))
@APIResponse(
    responseCode = "503",
    description = "Metrics cannot answer now",
    content =
        @Content(
            mediaType = ProblemBody.MEDIA_TYPE,
            schema = @Schema(implementation = ProblemBody.class)))
@Tag(name = "reports")
@RolesAllowed(CallerRoles.GATEWAY)
@RunOnVirtualThread
public final class ReportResource {

  private final Books books;
  private final Clock clock;

  ReportResource(Books books, Clock clock) {
    this.books = books;
    this.clock = clock;
  }

  @GET
  @Path("summary")
  @Operation(
      summary = "How many models and apps stand where",
      description =
          "Counts what the principal owns and what is shared with one of the groups (comma separated);"
              + " everything when both are absent.")
  public SummaryAnswer summary(
      @RestQuery @Nullable String principal, @RestQuery @Nullable String groups) {
    var now = clock.instant();
    var audience = new Query(now).audience(principal, groups);
    var subjects = reading(books::subjects);
    return new SummaryAnswer(
        Counts.of(Totals.states(subjects, Kind.MODEL, audience)),
        Counts.of(Totals.states(subjects, Kind.APP, audience)),
        now);
  }

  @GET
  @Path("usage")
  @Operation(
      summary = "What was used",
      description =
          "Of full hours: from is rounded down, to is rounded up; the last 24 hours when absent, at"
              + " most 92 days. groupBy is model (the default) or principal.")
  public UsageAnswer usage(
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @Nullable String groupBy,
      @RestQuery @Nullable String principal) {
    var query = new Query(clock.instant());
    var period = query.period(from, to);
    var grouping = query.groupBy(groupBy);
    var owner = query.principal(principal);
    var rollups = reading(() -> books.rollups(period, owner));
    var items =
        switch (grouping) {
          case model -> Totals.by(RollupKey::model, rollups);
          case principal -> Totals.by(RollupKey::principal, rollups);
        };
    return UsageAnswer.of(period, grouping, items, Totals.of(rollups.values()));
  }

  @GET
  @Path("latency")
  @Operation(
      summary = "How fast each model answered",
      description = "Of the same full hours as usage.")
  public LatencyAnswer latency(
      @RestQuery @Nullable String from,
      @RestQuery @Nullable String to,
      @RestQuery @Nullable String principal) {
    var query = new Query(clock.instant());
    var period = query.period(from, to);
    var owner = query.principal(principal);
    var rollups = reading(() -> books.rollups(period, owner));
    return LatencyAnswer.of(period, Totals.by(RollupKey::model, rollups));
  }

  private static <T> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (Books.Unreadable e) {
      throw new ProblemException(new Problem.UpstreamAway(), e);
    }
  }
}
