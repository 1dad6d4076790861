package dev.corral.local.kubernetes.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The journal keeps what was acknowledged, wherever it is cut.
class JournalTest {
  /// Put (or remove, for a negative value) one of a few names.
  record Operation(String name, int value) {}

  @Provide
  Arbitrary<List<Operation>> operations() {
    Arbitrary<String> names = Arbitraries.of("a", "b", "c", "ünïcode");
    return Combinators.combine(names, Arbitraries.integers().between(-3, 9))
        .as(Operation::new)
        .list()
        .ofMaxSize(25);
  }

  private static ObjectKey key(String name) {
    return new ObjectKey("/configmaps", "default", name);
  }

  private static void run(ObjectStore store, Operation operation) {
    if (operation.value() < 0) {
      store.remove(key(operation.name()));
    } else {
      ObjectNode object =
          Json.object("metadata", Json.object("name", operation.name()), "data", operation.value());
      store.put(key(operation.name()), object);
    }
  }

  private static Map<String, String> contents(ObjectStore store) {
    Map<String, String> contents = new TreeMap<>();
    store.all().forEach(object -> contents.put(object.name(), object.json().toString()));
    contents.put("/revision", Long.toString(store.revision()));
    return contents;
  }

  private static void inDirectory(Steps steps) throws IOException {
    Path directory = Files.createTempDirectory("journal");
    try {
      steps.run(directory);
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  private interface Steps {
    void run(Path directory) throws IOException;
  }

  private static ObjectStore open(Path directory) throws IOException {
    return ObjectStore.open(Journal.open(directory));
  }

  @Property(tries = 150)
  void cutAnywhereLeavesAPrefix(
      @ForAll("operations") List<Operation> operations, @ForAll double where) throws IOException {
    inDirectory(directory -> {
      List<Map<String, String>> states = new ArrayList<>();
      List<Long> sizes = new ArrayList<>();
      Path file = directory.resolve("journal.jsonl");
      try (ObjectStore store = open(directory)) {
        states.add(contents(store));
        sizes.add(0L);
        for (Operation operation : operations) {
          run(store, operation);
          states.add(contents(store));
          sizes.add(Files.size(file));
        }
      }
      byte[] whole = Files.readAllBytes(file);
      int cut = (int) (Math.abs(where % 1) * (whole.length + 1));
      Files.write(file, Arrays.copyOf(whole, cut));
      int kept = 0;
      while (kept + 1 < sizes.size() && sizes.get(kept + 1) <= cut) {
        kept++;
      }
      try (ObjectStore store = open(directory)) {
        assertEquals(states.get(kept), contents(store));
      }
    });
  }

  @Property(tries = 50)
  void reopeningChangesNothingHoweverOften(@ForAll("operations") List<Operation> operations)
      throws IOException {
    inDirectory(directory -> {
      Map<String, String> expected = new TreeMap<>();
      for (Operation operation : operations) {
        try (ObjectStore store = open(directory)) {
          run(store, operation);
          expected = contents(store);
        }
      }
      try (ObjectStore store = open(directory)) {
        assertEquals(operations.isEmpty() ? Map.of("/revision", "0") : expected, contents(store));
      }
    });
  }

  @Example
  void damageInTheMiddleIsNotPassedOver() throws IOException {
    inDirectory(directory -> {
      try (ObjectStore store = open(directory)) {
        run(store, new Operation("a", 1));
        run(store, new Operation("b", 1));
      }
      Path file = directory.resolve("journal.jsonl");
      byte[] bytes = Files.readAllBytes(file);
      bytes[20] ^= 1;
      Files.write(file, bytes);
      assertThrows(IOException.class, () -> open(directory));
    });
  }

  @Example
  void aCrashBetweenSnapshotAndTruncationCountsNothingTwice() throws IOException {
    inDirectory(directory -> {
      Path file = directory.resolve("journal.jsonl");
      Map<String, String> expected;
      try (ObjectStore store = open(directory)) {
        run(store, new Operation("a", 1));
        run(store, new Operation("a", -1));
        expected = contents(store);
      }
      byte[] journal = Files.readAllBytes(file);
      open(directory).close();
      Files.write(file, journal);
      try (ObjectStore store = open(directory)) {
        assertEquals(expected, contents(store));
      }
    });
  }

  @Example
  void changesAreKeptForAsLongAsTheHistory() throws IOException {
    inDirectory(directory -> {
      try (ObjectStore store = open(directory)) {
        for (int i = 0; i < ObjectStore.HISTORY + 10; i++) {
          run(store, new Operation("a", i));
        }
        assertEquals(10, store.oldestResumable());
        assertEquals(ObjectStore.HISTORY, store.changesAfter(10).size());
        assertTrue(store.changesAfter(store.revision()).isEmpty());
      }
    });
  }
}
