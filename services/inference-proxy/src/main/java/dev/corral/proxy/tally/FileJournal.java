package dev.corral.proxy.tally;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The journal in files, written by a thread of its own: whoever tells it something only puts it in
/// a bounded queue. What cannot be written is counted in `corral.usage.journal.skipped`, and the
/// request goes on.
public final class FileJournal implements UsageJournal {
  private static final Logger LOG = Logger.getLogger(FileJournal.class);
  private static final int BATCH = 256;
  private static final long LAST_WORDS_MILLIS = 2000;

  private record Word(
      JournalRecord.Kind kind, UsageEvent event, boolean left, CompletableFuture<Void> written) {
    private UUID request() {
      return UUID.fromString(event.id());
    }
  }

  private final ObjectMapper json;
  private final ObjectReader reader;
  private final MeterRegistry registry;
  private final BlockingQueue<Word> words;
  private final Object lock = new Object();
  private final JournalFiles files;
  private final Deque<UUID> leftovers = new ArrayDeque<>();
  private final Thread writer;
  private volatile boolean closing;

  /// Reads what an earlier process left and starts the writer; throws if the directory cannot be
  /// used.
  public FileJournal(
      Path directory, JournalConfig config, ObjectMapper json, MeterRegistry registry)
      throws IOException {
    this.json = json;
    this.reader =
        json.readerFor(UsageEvent.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.registry = registry;
    this.words = new ArrayBlockingQueue<>(config.journalQueue());
    this.files = new JournalFiles(directory, config.journalSegment(), config.journalMax());
    this.leftovers.addAll(files.unsettled());
    registry.counter("corral.usage.journal.recovered").increment(leftovers.size());
    registry.counter("corral.usage.journal.damaged").increment(files.damaged());
    Gauge.builder("corral.usage.journal.leftovers", this, FileJournal::left).register(registry);
    if (!leftovers.isEmpty()) {
      LOG.infof("%d usage events of an earlier process are sent now", leftovers.size());
    }
    this.writer = Thread.ofPlatform().daemon().name("usage-journal").start(this::run);
  }

  private int left() {
    synchronized (lock) {
      return leftovers.size();
    }
  }

  @Override
  public CompletionStage<Void> open(UsageEvent event) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    if (!offer(new Word(JournalRecord.Kind.OPEN, event, false, written))) {
      written.complete(null);
    }
    return written;
  }

  @Override
  public boolean close(UsageEvent event, boolean left) {
    return offer(new Word(JournalRecord.Kind.CLOSE, event, left, new CompletableFuture<>()));
  }

  @Override
  public void sent(List<UsageEvent> events) {
    events.forEach(
        event -> offer(new Word(JournalRecord.Kind.SENT, event, false, new CompletableFuture<>())));
  }

  private boolean offer(Word word) {
    boolean taken = !closing && words.offer(word);
    if (!taken) {
      skipped("full", 1);
    }
    return taken;
  }

  private void skipped(String reason, int count) {
    registry.counter("corral.usage.journal.skipped", "reason", reason).increment(count);
  }

  private void run() {
    List<Word> batch = new ArrayList<>(BATCH);
    try {
      while (!closing || !words.isEmpty()) {
        Word first = words.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          words.drainTo(batch, BATCH - 1);
          write(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("the usage journal was stopped before it had written everything");
    }
  }

  private void write(List<Word> batch) {
    try {
      List<JournalRecord> records = new ArrayList<>(batch.size());
      for (Word word : batch) {
        records.add(record(word));
      }
      synchronized (lock) {
        Set<JournalRecord> tooMuch = Set.copyOf(files.append(records));
        skipped("room", tooMuch.size());
        for (int i = 0; i < records.size(); i++) {
          if (batch.get(i).left()) {
            leave(records.get(i), !tooMuch.contains(records.get(i)));
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      skipped("disk", batch.size());
      dropped(batch.stream().filter(Word::left).count());
      LOG.errorf("usage cannot be written ahead: %s", e.getClass().getSimpleName());
    } finally {
      batch.forEach(word -> word.written().complete(null));
    }
  }

  private void leave(JournalRecord record, boolean written) {
    if (written) {
      leftovers.addLast(record.request());
    } else {
      dropped(1);
    }
  }

  private void dropped(long count) {
    registry.counter(UsageOutbox.DROPPED).increment(count);
  }

  private JournalRecord record(Word word) throws JsonProcessingException {
    byte[] event =
        word.kind() == JournalRecord.Kind.SENT ? new byte[0] : json.writeValueAsBytes(word.event());
    return new JournalRecord(word.kind(), word.request(), event);
  }

  @Override
  public List<UsageEvent> leftovers(int most) {
    List<UsageEvent> events = new ArrayList<>(most);
    synchronized (lock) {
      while (events.size() < most && !leftovers.isEmpty()) {
        UUID request = leftovers.removeFirst();
        try {
          var event = files.event(request);
          if (event.isPresent()) {
            events.add(reader.readValue(event.get()));
          }
        } catch (IOException e) {
          skipped("unreadable", 1);
          LOG.errorf("an event of the usage journal cannot be read: %s", e.getClass().getName());
        }
      }
    }
    return events;
  }

  /// Writes what waits, for a bounded time. What is not sent yet is sent by the next process.
  @Override
  public void close() {
    closing = true;
    try {
      writer.join(LAST_WORDS_MILLIS);
      synchronized (lock) {
        files.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warnf("the usage journal did not close: %s", e.getClass().getSimpleName());
    }
  }
}
