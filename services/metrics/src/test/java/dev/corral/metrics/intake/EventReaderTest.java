package dev.corral.metrics.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.corral.metrics.Events;
import dev.corral.metrics.intake.Reading.Foreign;
import dev.corral.metrics.intake.Reading.Readable;
import dev.corral.metrics.intake.Reading.Reason;
import dev.corral.metrics.intake.Reading.Unreadable;
import dev.corral.metrics.ledger.Subject;
import dev.corral.metrics.ledger.SubjectChange;
import dev.corral.metrics.ledger.Usage;
import jakarta.validation.Validation;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {

  private static final String LIFECYCLE = Events.lifecycle("u1", 3, "alice", "team-a", "active");
  private static final String USAGE =
      Events.usage("r1", "2026-11-20T20:15:30Z", "alice", "tiny", "cancelled");

  private final EventReader reader = reader();

  static EventReader reader() {
    return new EventReader(
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator());
  }

  @Test
  void readsALifecycleEvent() {
    var subject =
        new Subject(
            Subject.Kind.MODEL, "u1", 3, "tiny", "alice", Set.of("team-a"), Subject.State.ACTIVE);
    assertEquals(
        new Readable(new SubjectChange("u1-3", subject, Instant.parse("2026-11-20T20:00:00.100Z"))),
        reader.read(LIFECYCLE));
  }

  @Test
  void readsAUsageEvent() {
    assertEquals(
        new Readable(
            new Usage(
                "r1",
                Instant.parse("2026-11-20T20:15:30Z"),
                "alice",
                "tiny",
                new Usage.Tokens(10, 20, true),
                new Usage.Timing(OptionalLong.of(0), OptionalLong.of(40), OptionalLong.of(200)),
                Usage.Outcome.CANCELLED,
                false)),
        reader.read(USAGE));
  }

  @Test
  void thePartsOfTheTokensAreKept() {
    var parts =
        "\"tokensOut\":20,\"tokensCached\":5,\"tokensCacheWritten\":3,\"tokensReasoning\":7";
    var usage = reader.read(USAGE.replace("\"tokensOut\":20", parts));
    var event = (Usage) assertInstanceOf(Readable.class, usage).event();
    assertEquals(new Usage.Parts(5, 3, 7), event.tokens().parts());
    assertEquals(new Usage.Parts(5, 3, 7), event.rollup().traffic().parts());
  }

  @Test
  void theAdapterIsKept() {
    var usage =
        reader.read(
            USAGE.replace("\"model\":\"tiny\"", "\"model\":\"tiny\",\"adapter\":\"polite\""));
    var event = (Usage) assertInstanceOf(Readable.class, usage).event();
    assertEquals(Optional.of("polite"), event.adapter());
    assertEquals("tiny", event.rollupKey().model());
  }

  @Test
  void theRunsOfOneJobAreRequestsOfTheirOwn() {
    var job = "\"job\":\"e2a90b17-34d6-4f58-b6c9-1d7f80a2c635\",\"requestId\":\"%s\"";
    var first = reader.read(USAGE.replace("\"requestId\":\"r1\"", job.formatted("r1")));
    var second = reader.read(USAGE.replace("\"requestId\":\"r1\"", job.formatted("r2")));
    assertEquals(Set.of("usage#r1"), keys(first));
    assertEquals(Set.of("usage#r2"), keys(second));
  }

  private static Set<String> keys(Reading reading) {
    return Set.copyOf(assertInstanceOf(Readable.class, reading).event().factKeys());
  }

  @Test
  void whatARequestDidNotReachIsAbsent() {
    var usage = reader.read(USAGE.replace("\"ttftMs\":40,\"generationMs\":200,", ""));
    var event = (Usage) assertInstanceOf(Readable.class, usage).event();
    assertEquals(OptionalLong.empty(), event.timing().ttftMs());
    assertEquals(0, event.rollup().timedTokens());
  }

  @Test
  void aKindThatTheBooksDoNotFollowIsNotAnError() {
    assertEquals(new Foreign("pool"), reader.read(LIFECYCLE.replace("\"model\"", "\"pool\"")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"sequence\":3        | \"sequence\":0         | data.sequence",
        "\"sequence\":3        | \"sequence\":\"3\"     | data.sequence",
        "\"sequence\":3        | \"sequence\":3.5       | data.sequence",
        "\"sequence\":3,       | ''                     | data.sequence",
        "\"uid\":\"u1\"        | \"uid\":\"\"           | data.uid",
        "\"uid\":\"u1\"        | \"uid\":7              | data.uid",
        "\"owner\":\"alice\"   | \"owner\":null         | data.owner",
        "\"to\":\"active\"     | \"to\":\"asleep\"      | data.to",
        "\"to\":\"active\"     | \"to\":1               | data.to",
        "[\"team-a\"]          | \"team-a\"             | data.sharedWith",
        "[\"team-a\"]          | [\"\"]                 | data.sharedWith[0].<list element>",
        "20:00:00.100Z\"       | noon\"                 | data.at",
        "\"data\":             | \"date\":              | data"
      })
  void refusesALifecycleEvent(String right, String wrong, String where) {
    assertEquals(
        new Unreadable(Reason.INVALID, where), reader.read(LIFECYCLE.replace(right, wrong)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"tokensIn\":10           | \"tokensIn\":-1             | data.tokensIn",
        "\"tokensIn\":10           | \"tokensIn\":99999999999999 | data.tokensIn",
        "\"tokensIn\":10           | \"tokensIn\":1e99           | data.tokensIn",
        "\"tokensIn\":10,          | ''                          | data.tokensIn",
        "\"tokensIn\":10           | \"tokensIn\":10,\"tokensCached\":-1    | data.tokensCached",
        "\"tokensIn\":10           | \"tokensIn\":10,\"tokensReasoning\":\"7\" | data.tokensReasoning",
        "\"tokensIn\":10           | \"tokensIn\":10,\"tokensCacheWritten\":9999999999 | data.tokensCacheWritten",
        "\"ttftMs\":40             | \"ttftMs\":-40              | data.ttftMs",
        "\"outcome\":\"cancelled\" | \"outcome\":\"unsure\"      | data.outcome",
        "\"coldStart\":false       | \"coldStart\":\"no\"        | data.coldStart",
        "\"principal\":\"alice\"   | \"principal\":\" \"         | data.principal"
      })
  void refusesAUsageEvent(String right, String wrong, String where) {
    assertEquals(new Unreadable(Reason.INVALID, where), reader.read(USAGE.replace(right, wrong)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "{                                    | MALFORMED",
        "''                                   | UNKNOWN_TYPE",
        "null                                 | UNKNOWN_TYPE",
        "[1]                                  | UNKNOWN_TYPE",
        "{\"specversion\":\"1.0\"}            | UNKNOWN_TYPE",
        "{\"specversion\":\"2.0\"}            | UNKNOWN_TYPE",
        "{\"specversion\":\"1.0\",\"type\":\"dev.corral.usage.v2\"} | UNKNOWN_TYPE",
        "{} {}                                | MALFORMED"
      })
  void refusesWhatIsNoEvent(String body, Reason reason) {
    assertEquals(reason, assertInstanceOf(Unreadable.class, reader.read(body)).reason());
  }
}
