package dev.corral.metrics.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.metrics.Surroundings;
import dev.corral.metrics.ledger.MemoryLedger;
import dev.corral.metrics.ledger.Subject;
import dev.corral.metrics.ledger.Subject.Kind;
import dev.corral.metrics.ledger.Subject.State;
import dev.corral.metrics.ledger.SubjectChange;
import dev.corral.metrics.ledger.Usage;
import dev.corral.metrics.problem.Problem;
import dev.corral.metrics.problem.Problem.FieldError;
import dev.corral.metrics.problem.ProblemBody;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The examples in `src/main/contract/examples` are what the API really answers. Run with
/// `-Dcontract.write=true` to write them out after a change.
@QuarkusTest
@WithTestResource(Surroundings.class)
class ExamplesTest {

  private static final Path EXAMPLES = Path.of("src/main/contract/examples");
  private static final Instant NOW = Instant.parse("2026-11-20T20:30:00Z");

  private final MemoryLedger ledger = new MemoryLedger();
  private final ReportResource resource =
      new ReportResource(ledger, Clock.fixed(NOW, ZoneOffset.UTC));

  @Inject ObjectMapper json;

  @BeforeEach
  void someEvents() {
    subject("1", Kind.MODEL, State.ACTIVE);
    subject("2", Kind.MODEL, State.TERMINATED);
    subject("3", Kind.MODEL, State.TERMINATED);
    subject("4", Kind.APP, State.LAUNCHING);
    usage("1", "alice", "tiny", Usage.Outcome.DONE, 41);
    usage("2", "alice", "tiny", Usage.Outcome.DONE, 7321);
    usage("3", "bob", "tiny", Usage.Outcome.CANCELLED, 38);
    ledger.post(
        new Usage(
            "4",
            NOW,
            "bob",
            "vicuna",
            new Usage.Tokens(12, 0, false),
            new Usage.Timing(OptionalLong.of(3), OptionalLong.empty(), OptionalLong.empty()),
            Usage.Outcome.ERROR,
            false));
  }

  @Test
  void summary() throws IOException {
    compare("summary.json", resource.summary("alice", "team-a"));
  }

  @Test
  void usageByModel() throws IOException {
    compare("usage-by-model.json", resource.usage(null, null, null, null));
  }

  @Test
  void usageByPrincipal() throws IOException {
    compare("usage-by-principal.json", resource.usage(null, null, "principal", null));
  }

  @Test
  void usageOfNothing() throws IOException {
    compare("usage-empty.json", resource.usage(null, null, "model", "nobody"));
  }

  @Test
  void latency() throws IOException {
    compare("latency.json", resource.latency(null, null, null));
  }

  @Test
  void problems() throws IOException {
    var invalid = new Problem.InvalidFields(List.of(new FieldError("from", "must be before to")));
    compare("problem-invalid-field.json", ProblemBody.of(invalid, "r-1"));
    compare("problem-unauthorized.json", ProblemBody.of(new Problem.Unauthorized(), "r-1"));
    compare("problem-forbidden.json", ProblemBody.of(new Problem.Forbidden(), "r-1"));
    compare("problem-upstream-unavailable.json", ProblemBody.of(new Problem.UpstreamAway(), "r-1"));
  }

  private void compare(String name, Object answer) throws IOException {
    var actual = json.writerWithDefaultPrettyPrinter().writeValueAsString(answer) + "\n";
    var file = EXAMPLES.resolve(name);
    if (Boolean.getBoolean("contract.write")) {
      Files.writeString(file, actual);
    }
    assertEquals(Files.readString(file), actual);
  }

  private void subject(String uid, Kind kind, State state) {
    var subject = new Subject(kind, uid, 1, "tiny", "alice", Set.of(), state);
    ledger.post(new SubjectChange(uid, subject, NOW));
  }

  private void usage(
      String id, String principal, String model, Usage.Outcome outcome, long ttftMs) {
    ledger.post(
        new Usage(
            id,
            NOW,
            principal,
            model,
            new Usage.Tokens(12, 34, true),
            new Usage.Timing(OptionalLong.of(0), OptionalLong.of(ttftMs), OptionalLong.of(120)),
            outcome,
            ttftMs > 1000));
  }
}
