package dev.corral.proxy.tally;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of a process that writes, and the ways back of what it had written.
class JournalCrashTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Outbox(int usageBuffer) implements UsageConfig {
    @Override
    public String usage() {
      return "usage";
    }

    @Override
    public Duration usageRetry() {
      return Duration.ofMillis(5);
    }

    @Override
    public Duration usageFlush() {
      return Duration.ofMillis(50);
    }
  }

  @TempDir private Path home;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<UsageEvent> sent = new CopyOnWriteArrayList<>();
  private final AtomicBoolean away = new AtomicBoolean();

  private void send(List<UsageEvent> events) throws IOException {
    if (away.get()) {
      throw new IOException("away");
    }
    sent.addAll(events);
  }

  private UsageOutbox outbox(int buffer) throws IOException {
    FileJournal journal = new FileJournal(home, JournalTest.Settings.USUAL, JSON, registry);
    return new UsageOutbox(this::send, journal, new Outbox(buffer), registry);
  }

  @Test
  void aKilledProcessLeavesEveryRequestThatItHadWritten() throws Exception {
    for (int round = 0; round < 3; round++) {
      Set<String> opened = new HashSet<>();
      Set<String> perhapsSent = new HashSet<>();
      killWhileWriting(500 + 137 * round, opened, perhapsSent);
      UsageOutbox outbox = outbox(20_000);
      await()
          .until(() ->
              registry.get("corral.usage.journal.leftovers").gauge().value() == 0
                  && told().size() >= opened.size() - perhapsSent.size());
      outbox.close();
      Set<String> must = new HashSet<>(opened);
      must.removeAll(perhapsSent);
      assertTrue(told().containsAll(must), "a request is lost");
      assertEquals(told().size(), sent.size(), "an event came twice");
      sent.clear();
      registry.clear();
    }
  }

  private Set<String> told() {
    Set<String> ids = new HashSet<>();
    sent.forEach(event -> ids.add(event.id()));
    return ids;
  }

  private void killWhileWriting(int lines, Set<String> opened, Set<String> perhapsSent)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                JournalWriter.class.getName(),
                home.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = writer.inputReader()) {
      int read = 0;
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        String id = line.substring(line.indexOf(' ') + 1);
        boolean whole = id.length() == 36; // the last line may be torn as well
        if (whole && line.startsWith("open ")) {
          opened.add(id);
        } else if (whole) {
          perhapsSent.add(id);
        }
        if (++read == lines) {
          writer.toHandle().destroyForcibly(); // SIGKILL; what it said can still be read
        }
      }
      assertEquals(128 + 9, writer.waitFor());
      assertTrue(read >= lines, "it died by itself after " + read);
    }
  }

  @Test
  void whatFindsNoRoomInMemoryWaitsInTheJournal() throws IOException {
    away.set(true);
    UsageOutbox outbox = outbox(5);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      UUID id = UUID.randomUUID();
      ids.add(id.toString());
      outbox.opened(JournalTest.event(id, "unknown"));
      outbox.offer(JournalTest.event(id, "done"));
    }
    away.set(false);
    await().until(() -> sent.size() >= 60);
    outbox.close();
    assertEquals(Set.copyOf(ids), told());
    assertEquals(60, sent.size());
    assertTrue(sent.stream().allMatch(event -> event.data().outcome().equals("done")));
    assertEquals(0, registry.counter("corral.usage.dropped").count());
  }

  @Test
  void whatTheQueueNeverTookIsSentByTheNextProcess() throws IOException {
    away.set(true);
    UsageOutbox first = outbox(100);
    UUID id = UUID.randomUUID();
    first.opened(JournalTest.event(id, "unknown"));
    first.offer(JournalTest.event(id, "cancelled"));
    first.close();
    assertEquals(List.of(), sent);
    assertEquals(0, registry.counter("corral.usage.dropped").count());
    away.set(false);
    UsageOutbox second = outbox(100);
    await().until(() -> sent.size() == 1);
    assertEquals("cancelled", sent.getFirst().data().outcome());
    second.close();
    UsageOutbox third = outbox(100);
    third.close();
    assertEquals(1, sent.size());
  }
}
