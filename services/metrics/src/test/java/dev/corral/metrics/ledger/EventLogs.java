package dev.corral.metrics.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/// Random logs of events, the way the providers write them: each fact once, sequences without gaps.
public final class EventLogs {

  private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
  private static final List<String> PEOPLE = List.of("alice", "bob", "carol");
  private static final List<String> MODELS = List.of("tiny", "vicuna");

  private EventLogs() {}

  /// A log that depends on its seed only, except for identities, which depend on the prefix too.
  public static List<Event> random(long seed, int length, String prefix) {
    var random = new Random(seed);
    var log = new ArrayList<Event>();
    for (var index = 0; index < length; index++) {
      log.add(usage(random, prefix + "-" + index, prefix));
    }
    for (var subject = 0; subject < 1 + length / 5; subject++) {
      addLife(random, prefix + "-s" + subject, log);
    }
    return log;
  }

  /// The log as a queue may deliver it: in any order, any event any number of times.
  public static List<Event> delivered(List<Event> log, long seed) {
    var random = new Random(seed);
    var delivered = new ArrayList<>(log);
    for (var event : log) {
      Collections.nCopies(random.nextInt(3), event).forEach(delivered::add);
    }
    Collections.shuffle(delivered, random);
    return delivered;
  }

  private static Usage usage(Random random, String id, String prefix) {
    var reached = random.nextInt(3);
    return new Usage(
        UUID.nameUUIDFromBytes(id.getBytes(java.nio.charset.StandardCharsets.UTF_8)).toString(),
        START.plusSeconds(random.nextInt(3 * 24 * 3600)),
        prefix + PEOPLE.get(random.nextInt(PEOPLE.size())),
        MODELS.get(random.nextInt(MODELS.size())),
        new Usage.Tokens(
            random.nextInt(1000),
            random.nextInt(1000),
            random.nextBoolean(),
            new Usage.Parts(random.nextInt(100), random.nextInt(100), random.nextInt(100))),
        new Usage.Timing(
            ms(random, reached >= 0), ms(random, reached >= 1), ms(random, reached >= 2)),
        Usage.Outcome.values()[random.nextInt(Usage.Outcome.values().length)],
        random.nextInt(10) == 0);
  }

  private static OptionalLong ms(Random random, boolean known) {
    var ms = (long) Math.expm1(random.nextDouble() * 15);
    return known ? OptionalLong.of(ms) : OptionalLong.empty();
  }

  private static void addLife(Random random, String uid, List<Event> log) {
    var owner = PEOPLE.get(random.nextInt(PEOPLE.size()));
    var kind = Subject.Kind.values()[random.nextInt(Subject.Kind.values().length)];
    var length = 1 + random.nextInt(6);
    for (var sequence = 1; sequence <= length; sequence++) {
      var state = Subject.State.values()[random.nextInt(Subject.State.values().length)];
      var groups = random.nextBoolean() ? Set.of("team-a") : Set.<String>of();
      var subject = new Subject(kind, uid, sequence, "name", owner, groups, state);
      log.add(new SubjectChange(uid + "-" + sequence, subject, START.plusSeconds(sequence)));
    }
  }
}
