package dev.corral.dispatcher.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.discovery.KnownBedrock.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What somebody who wants to launch a Bedrock model is told.
class SnapshotLookupTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration GRACE = Duration.ofDays(7);

  private final Answers answers = answers();
  private final Snapshot snapshot =
      NextSnapshot.after(answers, Snapshot.NOTHING, NOW, rules(false));

  @Test
  void whatIsOfferedIsKnownByEveryWayToCallIt() {
    var known = new Verdict.Known("nova-lite-v1-0", Optional.empty());
    assertThat(look("bedrock://eu.amazon.nova-lite-v1:0")).isEqualTo(known);
    assertThat(look("bedrock://amazon.nova-lite-v1:0")).isEqualTo(known);
    assertThat(
            look(
                "bedrock://arn:aws:bedrock:eu-central-1:000000000000:provisioned-model/m1n2b3v4c5x6"))
        .isEqualTo(new Verdict.Known("contract-summaries", Optional.empty()));
  }

  @Test
  void legacyAndGoneSaySoWithASuccessor() {
    assertThat(look("bedrock://mistral.mistral-large-2402-v1:0"))
        .isInstanceOfSatisfying(
            Verdict.Legacy.class, v -> assertThat(v.warning()).contains("2026-12-09"));
    assertThat(look("bedrock://eu.anthropic.claude-sonnet-4-20250514-v1:0"))
        .isInstanceOfSatisfying(
            Verdict.Gone.class,
            v -> {
              assertThat(v.sentence()).contains("end of life on 2026-10-14");
              assertThat(v.successor()).contains("claude-sonnet-4-6");
            });
  }

  @Test
  void whatNeedsAProfileIsAnsweredWithTheProfile() {
    assertThat(look("bedrock://anthropic.claude-sonnet-4-6"))
        .isInstanceOfSatisfying(
            Verdict.Unknown.class,
            v -> assertThat(v.sentence()).contains("Use bedrock://eu.anthropic.claude-sonnet-4-6"));
    assertThat(look("bedrock://us.anthropic.claude-sonnet-4-6"))
        .isInstanceOfSatisfying(
            Verdict.Unknown.class,
            v -> assertThat(v.sentence()).contains("Use bedrock://eu.anthropic.claude-sonnet-4-6"));
  }

  @Test
  void whatNobodyKnowsIsUnknownAndSaysHowToLookAgain() {
    assertThat(look("bedrock://amazon.nova-9000"))
        .isInstanceOfSatisfying(
            Verdict.Unknown.class,
            v -> assertThat(v.sentence()).contains("POST /api/v1/discovery/refresh"));
  }

  @Test
  void silenceOfAwsSpeaksAgainstNothing() {
    var silent =
        new Answers(
            answers.foundation(),
            answers.profiles(),
            answers.custom(),
            answers.deployments(),
            answers.provisioned(),
            new Answers.Part.Unheard<>("no answer in time"));
    Snapshot partly = NextSnapshot.after(silent, Snapshot.NOTHING, NOW, rules(false));
    var lookup = new SnapshotLookup(partly, "eu-central-1", NOW, GRACE);
    assertThat(lookup.look("bedrock://arn:aws:bedrock:eu-central-1:000000000000:imported-model/x"))
        .isInstanceOf(Verdict.Unasked.class);
    assertThat(lookup.look("bedrock://amazon.nova-9000")).isInstanceOf(Verdict.Unknown.class);
  }

  @Test
  void theWorldIsUsedOnlyWhereItIsAllowed() {
    var global = "bedrock://global.anthropic.claude-sonnet-4-6";
    assertThat(look(global)).isInstanceOf(Verdict.Unknown.class);
    Snapshot worldwide = NextSnapshot.after(answers, Snapshot.NOTHING, NOW, rules(true));
    assertThat(new SnapshotLookup(worldwide, "eu-central-1", NOW, GRACE).look(global))
        .isEqualTo(new Verdict.Known("claude-sonnet-4-6", Optional.empty()));
  }

  private Verdict look(String source) {
    return new SnapshotLookup(snapshot, "eu-central-1", NOW, GRACE).look(source);
  }

  private static Answers answers() {
    try (var wire = BedrockWire.of(Path.of("src/test/bedrock/europe"))) {
      return wire.ask(Duration.ofSeconds(30));
    }
  }

  private static Rules rules(boolean global) {
    return new Rules(
        "eu-central-1",
        "eu",
        global,
        Set.of("Amazon", "Anthropic", "Mistral AI"),
        300,
        GRACE,
        Duration.ofDays(180));
  }
}
