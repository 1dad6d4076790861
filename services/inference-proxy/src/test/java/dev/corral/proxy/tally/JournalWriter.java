package dev.corral.proxy.tally;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/// A process of its own that writes a journal until it is killed, and says what is written for
/// sure.
final class JournalWriter {
  private JournalWriter() {}

  public static void main(String[] arguments) throws Exception {
    FileJournal journal =
        new FileJournal(
            Path.of(arguments[0]),
            new JournalTest.Settings(4096, 1 << 26, 10_000),
            new ObjectMapper(),
            new SimpleMeterRegistry());
    for (int i = 0; ; i++) {
      UUID id = UUID.randomUUID();
      journal.open(JournalTest.event(id, "unknown")).toCompletableFuture().join();
      System.out.println("open " + id);
      if (i % 2 == 0) {
        journal.close(JournalTest.event(id, "done"), false);
      }
      if (i % 4 == 0) {
        // From here on it may or may not be there: the mark is on its way.
        System.out.println("sending " + id);
        journal.sent(List.of(JournalTest.event(id, "done")));
      }
    }
  }
}
