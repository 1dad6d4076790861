package dev.corral.local.kubernetes.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The store on disk: a snapshot, and a journal of what changed after it.
///
/// A record reaches the operating system before its change is acknowledged, so a killed process
/// loses nothing; [#sync] (called in batches) brings it to the disk itself, for a failing machine.
/// A record cut short at the end is a write that was never acknowledged, and is dropped.
public final class Journal implements AutoCloseable {
  private static final long COMPACT_ABOVE_BYTES = 16L * 1024 * 1024;
  private final Path snapshot;
  private final Path file;
  private final FileChannel channel;
  private volatile boolean dirty;
  private long compactAbove = COMPACT_ABOVE_BYTES;

  private Journal(Path directory, FileChannel channel) {
    this.snapshot = directory.resolve("snapshot.jsonl");
    this.file = directory.resolve("journal.jsonl");
    this.channel = channel;
  }

  /// Opens (or makes) the journal in a directory; nothing is read yet.
  public static Journal open(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("journal.jsonl"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    return new Journal(directory, channel);
  }

  /// Everything kept, oldest first, ready to append behind it.
  public List<JournalRecord> load() throws IOException {
    List<JournalRecord> records = new ArrayList<>();
    if (Files.exists(snapshot)) {
      readLines(snapshot, records);
      if (records.isEmpty()
          || !(records.getLast() instanceof JournalRecord.End end)
          || end.count() != records.size() - 1) {
        throw new IOException(
            "the snapshot " + snapshot + " is damaged; move it away to start without its objects");
      }
    }
    long after = records.isEmpty() ? 0 : records.getLast().revision();
    List<JournalRecord> newer = new ArrayList<>();
    channel.truncate(readLines(file, newer));
    channel.position(channel.size());
    newer.stream().filter(record -> record.revision() > after).forEach(records::add);
    return records;
  }

  /// Hands one record to the operating system.
  public void append(JournalRecord record) throws IOException {
    long start = channel.position();
    ByteBuffer buffer = ByteBuffer.wrap(record.line());
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      channel.truncate(start);
      throw e;
    }
    dirty = true;
  }

  /// Brings what was appended to the disk.
  public void sync() throws IOException {
    if (dirty) {
      dirty = false;
      channel.force(false);
    }
  }

  /// Whether the journal has grown enough to be worth a new snapshot.
  public boolean wantsCompaction() throws IOException {
    return channel.size() > compactAbove;
  }

  /// Writes all live objects as the new snapshot, then empties the journal.
  public void compact(long revision, Collection<StoredObject> objects) throws IOException {
    Path draft = snapshot.resolveSibling("snapshot.tmp");
    try (FileChannel out =
            FileChannel.open(
                draft,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        OutputStream stream = new BufferedOutputStream(Channels.newOutputStream(out), 1 << 16)) {
      for (StoredObject object : objects) {
        stream.write(new JournalRecord.Put(object.revision(), object.key(), object.json()).line());
      }
      stream.write(new JournalRecord.End(revision, objects.size()).line());
      stream.flush();
      out.force(true);
    }
    Files.move(
        draft, snapshot, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    compactAbove = Math.max(COMPACT_ABOVE_BYTES, 2 * Files.size(snapshot));
    channel.truncate(0);
  }

  @Override
  public void close() throws IOException {
    sync();
    channel.close();
  }

  /// Reads whole records and answers how many bytes they take; a bad line is fine only as the last.
  private static long readLines(Path path, List<JournalRecord> records) throws IOException {
    long good = 0;
    boolean torn = false;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
      for (Optional<byte[]> line = nextLine(in); line.isPresent(); line = nextLine(in)) {
        Optional<JournalRecord> record = JournalRecord.read(line.get());
        if (record.isPresent() && torn) {
          throw new IOException(
              path + " is damaged at byte " + good + " with good records behind it");
        }
        if (record.isPresent()) {
          records.add(record.get());
          good += line.get().length + 1L;
        } else {
          torn = true;
        }
      }
    }
    return good;
  }

  /// The next line that has its line feed.
  private static Optional<byte[]> nextLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return Optional.of(line.toByteArray());
      }
      line.write(b);
    }
    return Optional.empty();
  }
}
