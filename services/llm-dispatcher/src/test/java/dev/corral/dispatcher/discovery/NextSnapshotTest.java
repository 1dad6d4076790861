package dev.corral.dispatcher.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.discovery.Answers.Foundation;
import dev.corral.dispatcher.discovery.Answers.Imported;
import dev.corral.dispatcher.discovery.Answers.Lifecycle;
import dev.corral.dispatcher.discovery.Answers.Part;
import dev.corral.dispatcher.discovery.Answers.Profile;
import dev.corral.dispatcher.resource.SpecRules;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What holds for all answers of AWS, in every order and over time.
class NextSnapshotTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private static final int ITEM_LIMIT = 400 * 1024 - 8 * 1024;

  @Property(tries = 200)
  void theOrderOfTheListsDoesNotMatter(@ForAll("rounds") List<Answers> rounds, @ForAll long seed) {
    var random = new Random(seed);
    Snapshot one = Snapshot.NOTHING;
    Snapshot other = Snapshot.NOTHING;
    Instant at = START;
    for (Answers answers : rounds) {
      one = NextSnapshot.after(answers, one, at, rules(20));
      other = NextSnapshot.after(shuffled(answers, random), other, at, rules(20));
      at = at.plus(Duration.ofHours(6));
    }
    assertThat(SnapshotJson.pretty(other)).isEqualTo(SnapshotJson.pretty(one));
  }

  @Property(tries = 200)
  void anAliasNeverMovesToAnotherModelAndNothingVanishesAtOnce(
      @ForAll("rounds") List<Answers> rounds) {
    var keyOf = new HashMap<String, String>();
    Snapshot snapshot = Snapshot.NOTHING;
    Instant at = START;
    for (Answers answers : rounds) {
      Snapshot next = NextSnapshot.after(answers, snapshot, at, rules(300));
      var keys = new HashSet<String>();
      for (Entry entry : next.entries()) {
        String key = entry.listing().address().key();
        assertThat(keys.add(key)).isTrue();
        assertThat(entry.listing().alias()).matches(SpecRules.NAME).hasSizeLessThanOrEqualTo(40);
        assertThat(entry.listing().address().source()).matches(SpecRules.SOURCE);
        String before = keyOf.put(entry.listing().alias(), key);
        assertThat(before == null || before.equals(key)).isTrue();
      }
      snapshot.entries().forEach(e -> assertThat(keys).contains(e.listing().address().key()));
      snapshot = next;
      at = at.plus(Duration.ofHours(6));
    }
  }

  @Property(tries = 100)
  void aListThatWasNotHeardEndsNothing(@ForAll("rounds") List<Answers> rounds) {
    Snapshot before = NextSnapshot.after(rounds.getFirst(), Snapshot.NOTHING, START, rules(300));
    Part<Foundation> silence = new Part.Unheard<>("no answer in time");
    var heard = rounds.getLast();
    var answers =
        new Answers(
            silence,
            heard.profiles(),
            heard.custom(),
            heard.deployments(),
            heard.provisioned(),
            heard.imported());
    Snapshot after =
        NextSnapshot.after(answers, before, START.plus(Duration.ofDays(30)), rules(300));
    var foundations =
        before.entries().stream().filter(e -> e.listing().kind() != Kind.IMPORTED).toList();
    assertThat(after.entries()).containsAll(foundations);
    assertThat(after.notes())
        .contains("Bedrock did not list its foundation models: no answer in time.");
  }

  @Property(tries = 50)
  void whatIsStoredIsReadBack(@ForAll("rounds") List<Answers> rounds) throws IOException {
    Snapshot snapshot = NextSnapshot.after(rounds.getFirst(), Snapshot.NOTHING, START, rules(300));
    assertThat(SnapshotJson.read(SnapshotJson.write(snapshot))).isEqualTo(snapshot);
  }

  @Example
  void tenThousandModelsAreBoundedAndWhoIsKnownStays() {
    Snapshot few = NextSnapshot.after(answers(many(50, 9_000)), Snapshot.NOTHING, START, rules(99));
    Snapshot all = NextSnapshot.after(answers(many(10_000, 0)), few, START, rules(99));
    assertThat(all.entries()).hasSize(99).containsAll(few.entries());
    assertThat(all.notes())
        .contains("9901 models were left out: beyond corral.discovery.max-models.");
  }

  @Example
  void theLargestSnapshotFitsIntoOneItem() {
    var random = new Random(7);
    Snapshot first = NextSnapshot.after(largest(random), Snapshot.NOTHING, START, rules(10_000));
    Snapshot second =
        NextSnapshot.after(largest(random), first, START.plusSeconds(3600), rules(10_000));
    assertThat(second.entries()).hasSize(2 * Rules.MOST);
    assertThat(SnapshotJson.write(second)).hasSizeLessThan(ITEM_LIMIT);
  }

  @Example
  void anEmptyAnswerIsATombstoneForEachAndForgottenInTheEnd() {
    Snapshot all = NextSnapshot.after(answers(many(300, 0)), Snapshot.NOTHING, START, rules(300));
    Snapshot none = NextSnapshot.after(answers(List.of()), all, START.plusSeconds(60), rules(300));
    assertThat(none.entries()).hasSize(300).allMatch(e -> e instanceof Entry.Vanished);
    Instant muchLater = START.plus(Duration.ofDays(190));
    assertThat(NextSnapshot.after(answers(List.of()), none, muchLater, rules(300)).entries())
        .isEmpty();
  }

  @Provide
  Arbitrary<List<Answers>> rounds() {
    return round().list().ofMinSize(2).ofMaxSize(5);
  }

  private Arbitrary<Answers> round() {
    var id = Arbitraries.of("a.one", "a.one:1", "a.one-1", "b.two", "c.x$", "a." + "y".repeat(60));
    var name = Arbitraries.of("One", "x\n---\ny", "os.environ/X", "");
    var type = Arbitraries.of("ON_DEMAND", "INFERENCE_PROFILE", "").map(NextSnapshotTest::types);
    var status = Arbitraries.of("ACTIVE", "LEGACY", "RETIRED");
    var model =
        Combinators.combine(id, name, type, status)
            .as((i, n, t, s) -> foundation(i, n, t, s, Optional.of(START)));
    var imported = Arbitraries.integers().between(1, 9).map(NextSnapshotTest::imported);
    return Combinators.combine(model.list().ofMaxSize(12), imported.list().ofMaxSize(6))
        .as(NextSnapshotTest::answers);
  }

  private static List<String> types(String type) {
    return type.isEmpty() ? List.of() : List.of(type);
  }

  private static Answers answers(List<Foundation> models) {
    return answers(models, List.of());
  }

  private static Answers answers(List<Foundation> models, List<Imported> imported) {
    var profile =
        new Profile(
            "eu.a.one",
            "",
            "",
            false,
            "ACTIVE",
            List.of("arn:aws:bedrock:eu-west-1::foundation-model/a.one"));
    return new Answers(
        told(models),
        told(List.of(profile)),
        told(List.of()),
        told(List.of()),
        told(List.of()),
        told(imported));
  }

  private static <T> Part<T> told(List<T> items) {
    return new Part.Told<>(items, true);
  }

  private static Answers shuffled(Answers answers, Random random) {
    return new Answers(
        shuffled(answers.foundation(), random),
        shuffled(answers.profiles(), random),
        answers.custom(),
        answers.deployments(),
        answers.provisioned(),
        shuffled(answers.imported(), random));
  }

  private static <T> Part<T> shuffled(Part<T> part, Random random) {
    var items = new ArrayList<>(part.items());
    Collections.shuffle(items, random);
    return told(items);
  }

  private static List<Foundation> many(int count, int from) {
    return IntStream.range(from, from + count)
        .mapToObj(i ->
            foundation(
                "a.model-" + i, "Model " + i, List.of("ON_DEMAND"), "ACTIVE", Optional.empty()))
        .toList();
  }

  private static Answers largest(Random random) {
    return answers(
        IntStream.range(0, 1000)
            .mapToObj(i ->
                foundation(
                    "a." + noise(random, 148),
                    noise(random, 64),
                    List.of("ON_DEMAND"),
                    "LEGACY",
                    Optional.of(START.plusNanos(random.nextLong(Long.MAX_VALUE)))))
            .toList());
  }

  private static String noise(Random random, int length) {
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    return random
        .ints(length, 0, letters.length())
        .mapToObj(i -> letters.substring(i, i + 1))
        .reduce("", String::concat);
  }

  private static Foundation foundation(
      String id, String name, List<String> reached, String status, Optional<Instant> end) {
    var cycle = new Lifecycle(status, end, end, end.map(at -> at.plus(Duration.ofDays(400))));
    var text = List.of("TEXT");
    return new Foundation(id, name, "Amazon", text, text, true, reached, cycle);
  }

  private static Imported imported(int number) {
    String arn = "arn:aws:bedrock:eu-central-1:000000000000:imported-model/";
    return new Imported(arn + number, "weights");
  }

  private static Rules rules(int most) {
    return new Rules(
        "eu-central-1",
        "eu",
        false,
        Set.of("Amazon"),
        most,
        Duration.ofDays(7),
        Duration.ofDays(180));
  }
}
