package dev.corral.dispatcher.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.GoldenFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Recorded answers of AWS, through the real client, to what a person sees: each folder of
/// `src/test/bedrock` is one case.
class BedrockScenariosTest {
  private static final Path CASES = Path.of("src/test/bedrock");
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Set<String> PROVIDERS =
      Set.of("Amazon", "Anthropic", "Meta", "Mistral AI", "OpenAI", "Stability AI");

  @Test
  void europe() {
    matches("europe", ask("europe", Snapshot.NOTHING, NOW, eu()), NOW);
  }

  @Test
  void aWeekLaterSomeVanishedSomeTurnedLegacyAndSomeAreNew() {
    Snapshot before = ask("europe", Snapshot.NOTHING, NOW, eu());
    Instant noticed = NOW.plus(Duration.ofDays(2));
    Snapshot vanished = ask("europe-later", before, noticed, eu());
    assertThat(standings(vanished, noticed))
        .contains("claude-haiku-4-5-20251001-v1-0 active")
        .contains("gone from 2026-11-29 on.");
    Instant later = noticed.plus(Duration.ofDays(8));
    matches("europe-later", ask("europe-later", vanished, later, eu()), later);
  }

  @Test
  void whatVanishedAndComesBackIsTheSameAsBefore() {
    Snapshot before = ask("europe", Snapshot.NOTHING, NOW, eu());
    Snapshot without = ask("europe-later", before, NOW.plus(Duration.ofDays(1)), eu());
    Snapshot again = ask("europe", without, NOW.plus(Duration.ofDays(30)), eu());
    assertThat(again.entries()).containsAll(before.entries());
  }

  @Test
  void oregonHasImages() {
    var rules = rules("us-west-2", "us", false);
    matches("oregon", ask("oregon", Snapshot.NOTHING, NOW, rules), NOW);
  }

  @Test
  void hostileAnswersLeaveNothingThatCouldHarm() {
    matches("hostile", ask("hostile", Snapshot.NOTHING, NOW, eu()), NOW);
  }

  private static Snapshot ask(String name, Snapshot before, Instant at, Rules rules) {
    try (var wire = BedrockWire.of(CASES.resolve(name))) {
      return NextSnapshot.after(wire.ask(Duration.ofSeconds(30)), before, at, rules);
    }
  }

  private static Rules eu() {
    return rules("eu-central-1", "eu", false);
  }

  private static Rules rules(String region, String geography, boolean global) {
    return new Rules(
        region, geography, global, PROVIDERS, 300, Duration.ofDays(7), Duration.ofDays(180));
  }

  private static void matches(String name, Snapshot snapshot, Instant at) {
    GoldenFile.at(CASES.resolve(name).resolve("out-snapshot.json"))
        .matches(SnapshotJson.pretty(snapshot));
    GoldenFile.at(CASES.resolve(name).resolve("out-standings.txt"))
        .matches(standings(snapshot, at));
  }

  private static String standings(Snapshot snapshot, Instant at) {
    var successors = new Successors(snapshot, at, eu().grace());
    return snapshot.entries().stream()
            .map(entry -> {
              var standing = Standing.of(entry, at, eu().grace());
              var successor =
                  standing.state() == Standing.State.ACTIVE
                      ? ""
                      : successors.of(entry.listing()).map(s -> " → " + s).orElse("");
              return entry.listing().alias()
                  + " "
                  + standing.state().name().toLowerCase(java.util.Locale.ROOT)
                  + successor
                  + standing.warning().map(w -> " | " + w).orElse("");
            })
            .collect(Collectors.joining("\n"))
        + "\n";
  }
}
