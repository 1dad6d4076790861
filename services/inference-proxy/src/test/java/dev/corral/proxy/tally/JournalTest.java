package dev.corral.proxy.tally;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is written ahead survives a cut at any byte, stays within its bounds, and holds nobody up.
class JournalTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  record Settings(int journalSegment, long journalMax, int journalQueue) implements JournalConfig {
    static final Settings USUAL = new Settings(1 << 20, 1 << 26, 10_000);

    @Override
    public Optional<String> journalDir() {
      return Optional.empty();
    }
  }

  @TempDir private Path home;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  static UsageEvent event(UUID id, String outcome) {
    UsageEvent.Data data =
        new UsageEvent.Data(
            id.toString(),
            null,
            "2026-11-20T20:00:00Z",
            "alice",
            null,
            "tiny",
            null,
            "openai",
            "chat",
            1,
            2,
            "exact",
            null,
            null,
            null,
            0,
            null,
            null,
            0,
            outcome,
            false,
            0,
            0,
            null,
            null);
    return new UsageEvent(id.toString(), data.at(), "model/tiny", data);
  }

  private FileJournal journal(Path directory, Settings settings) throws IOException {
    return new FileJournal(directory, settings, JSON, registry);
  }

  private static JournalRecord record(JournalRecord.Kind kind, UUID id, String outcome)
      throws IOException {
    byte[] event =
        kind == JournalRecord.Kind.SENT ? new byte[0] : JSON.writeValueAsBytes(event(id, outcome));
    return new JournalRecord(kind, id, event);
  }

  private static Map<UUID, String> outcomes(Path directory) throws IOException {
    try (JournalFiles files = new JournalFiles(directory, 1 << 20, 1 << 26)) {
      Map<UUID, String> found = new HashMap<>();
      for (UUID id : files.unsettled()) {
        var data = JSON.readTree(files.event(id).orElseThrow()).path("data");
        assertEquals(id.toString(), data.path("requestId").asText());
        found.put(id, data.path("outcome").asText());
      }
      return found;
    }
  }

  @Test
  void aCutAtAnyByteLosesNoRequestAndDoublesNone() throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      UUID id = new UUID(7, i);
      records.add(record(JournalRecord.Kind.OPEN, id, "unknown"));
      if (i % 2 == 0) {
        records.add(record(JournalRecord.Kind.CLOSE, id, "done"));
      }
      if (i % 4 == 0) {
        records.add(record(JournalRecord.Kind.SENT, id, ""));
      }
    }
    Path whole = home.resolve("whole");
    try (JournalFiles files = new JournalFiles(whole, 1 << 20, 1 << 26)) {
      assertEquals(List.of(), files.append(records));
    }
    byte[] bytes = Files.readAllBytes(whole.resolve("usage-0000000000000001.journal"));
    assertEquals(records.stream().mapToInt(JournalRecord::length).sum(), bytes.length);
    for (int cut = 0; cut <= bytes.length; cut++) {
      Path torn = Files.createDirectory(home.resolve("cut-" + cut));
      Files.write(
          torn.resolve("usage-0000000000000001.journal"), java.util.Arrays.copyOf(bytes, cut));
      assertEquals(expected(records, cut), outcomes(torn), "cut at " + cut);
    }
  }

  private static Map<UUID, String> expected(List<JournalRecord> records, int cut) {
    Map<UUID, String> left = new HashMap<>();
    int end = 0;
    for (JournalRecord record : records) {
      end += record.length();
      if (end > cut) {
        return left;
      }
      switch (record.kind()) {
        case OPEN -> left.put(record.request(), "unknown");
        case CLOSE -> left.put(record.request(), "done");
        case SENT -> left.remove(record.request());
      }
    }
    return left;
  }

  @Test
  void aDamagedByteEndsItsFileAndNothingElse() throws IOException {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    try (JournalFiles files = new JournalFiles(home, 1, 1 << 26)) { // a file per record
      files.append(List.of(record(JournalRecord.Kind.OPEN, first, "unknown")));
      files.append(List.of(record(JournalRecord.Kind.OPEN, second, "unknown")));
    }
    Path damaged = home.resolve("usage-0000000000000001.journal");
    byte[] bytes = Files.readAllBytes(damaged);
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 0x40;
      Files.write(damaged, changed);
      assertEquals(Map.of(second, "unknown"), outcomes(home), "changed at " + i);
      deleteEmpty();
    }
  }

  private void deleteEmpty() throws IOException {
    // Reading begins a new file and lets go of what nobody needs; the next round wants both.
    try (Stream<Path> files = Files.list(home)) {
      for (Path path : files.filter(file -> file.toString().endsWith(".journal")).toList()) {
        if (Files.size(path) == 0) {
          Files.delete(path);
        }
      }
    }
  }

  @Test
  void whatIsOpenComesBackAsUnknownAndWhatIsClosedAsItWas() throws IOException {
    UUID open = UUID.randomUUID();
    UUID closed = UUID.randomUUID();
    UUID sent = UUID.randomUUID();
    FileJournal before = journal(home, Settings.USUAL);
    for (UUID id : List.of(open, closed, sent)) {
      before.open(event(id, "unknown")).toCompletableFuture().join();
    }
    assertTrue(before.close(event(closed, "done"), false));
    assertTrue(before.close(event(sent, "done"), false));
    before.sent(List.of(event(sent, "done")));
    before.close();
    FileJournal after = journal(home, Settings.USUAL);
    Map<String, String> told = new HashMap<>();
    after.leftovers(10).forEach(event -> told.put(event.id(), event.data().outcome()));
    assertEquals(Map.of(open.toString(), "unknown", closed.toString(), "done"), told);
    assertEquals(List.of(), after.leftovers(10));
    after.close();
  }

  @Test
  void theFilesStayWithinTheirBoundAndALongRequestIsKept() throws IOException {
    UUID streaming = UUID.randomUUID();
    try (JournalFiles files = new JournalFiles(home, 4096, 64 * 1024)) {
      files.append(List.of(record(JournalRecord.Kind.OPEN, streaming, "unknown")));
      for (int i = 0; i < 2000; i++) {
        UUID id = UUID.randomUUID();
        List<JournalRecord> words =
            List.of(
                record(JournalRecord.Kind.OPEN, id, "unknown"),
                record(JournalRecord.Kind.CLOSE, id, "done"),
                record(JournalRecord.Kind.SENT, id, ""));
        assertEquals(List.of(), files.append(words));
        assertTrue(size() <= 64 * 1024, "at " + i + ": " + size());
      }
    }
    assertEquals(Map.of(streaming, "unknown"), outcomes(home));
  }

  @Test
  void aFullJournalRefusesAndRecovers() throws IOException {
    List<UUID> kept = new ArrayList<>();
    try (JournalFiles files = new JournalFiles(home, 2048, 8192)) {
      boolean full = false;
      while (!full) {
        UUID id = UUID.randomUUID();
        full = !files.append(List.of(record(JournalRecord.Kind.CLOSE, id, "done"))).isEmpty();
        if (!full) {
          kept.add(id);
        }
      }
      assertTrue(size() <= 8192);
      for (UUID id : kept) {
        files.append(List.of(record(JournalRecord.Kind.SENT, id, "")));
      }
      UUID next = UUID.randomUUID();
      assertEquals(
          List.of(), files.append(List.of(record(JournalRecord.Kind.CLOSE, next, "done"))));
    }
  }

  private long size() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.mapToLong(path -> path.toFile().length()).sum();
    }
  }

  @Test
  void twoProcessesDoNotShareAJournal() throws IOException {
    try (FileChannel other =
        FileChannel.open(
            home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertTrue(other.tryLock().isValid());
      // Within one process the second lock is an exception of another kind; both mean no.
      assertThrows(Exception.class, () -> journal(home, Settings.USUAL));
    }
  }

  @Test
  void aBrokenDiskIsCountedAndHoldsNobodyUp() throws IOException {
    FileJournal journal = journal(home, new Settings(1, 1 << 20, 10));
    try (Stream<Path> files = Files.list(home)) {
      for (Path path : files.toList()) {
        Files.delete(path);
      }
    }
    Files.delete(home); // every new file fails from now on
    for (int i = 0; i < 3; i++) {
      journal
          .open(event(UUID.randomUUID(), "unknown"))
          .toCompletableFuture()
          .orTimeout(5, TimeUnit.SECONDS)
          .join();
    }
    await()
        .until(
            () -> registry.counter("corral.usage.journal.skipped", "reason", "disk").count() > 0);
    journal.close();
    assertFalse(journal.close(event(UUID.randomUUID(), "done"), false));
  }
}
