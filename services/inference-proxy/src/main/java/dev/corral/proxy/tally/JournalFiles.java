package dev.corral.proxy.tally;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The files of the journal and, for each request that is not settled, where its last word stands.
/// Files are only ever deleted from the oldest on, so that no later word of a request can be lost
/// before an earlier one. Nothing is flushed to the disk: the fault is a killed process, and what
/// it has written the kernel keeps. Used under one lock.
final class JournalFiles implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("usage-[0-9]{16}\\.journal");

  /// One file.
  private static final class Segment {
    private final Path path;
    private long length;
    private int live;

    private Segment(Path path) {
      this.path = path;
    }
  }

  private record Place(Segment segment, long offset, int length) {}

  private final Path directory;
  private final int segmentBytes;
  private final long mostBytes;
  private final FileChannel lock;
  private final Deque<Segment> segments = new ArrayDeque<>();
  private final Map<UUID, Place> unsettled = new LinkedHashMap<>();
  private FileChannel current;
  private long number;
  private long total;
  private int damaged;

  /// Reads what an earlier process left; throws if the directory cannot be used or another process
  /// has it.
  JournalFiles(Path directory, int segmentBytes, long mostBytes) throws IOException {
    this.directory = directory;
    this.segmentBytes = segmentBytes;
    this.mostBytes = mostBytes;
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    this.lock = lock(directory.resolve("lock"));
    try {
      for (Path path : existing()) {
        read(path);
      }
      this.current = begin();
      shrink();
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock held = channel.tryLock();
    if (held == null) {
      channel.close();
      throw new IOException("another process writes this journal");
    }
    return channel;
  }

  private List<Path> existing() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
          .sorted()
          .toList();
    }
  }

  private void read(Path path) throws IOException {
    number = Long.parseLong(path.getFileName().toString().substring(6, 22));
    Segment segment = new Segment(path);
    segments.addLast(segment);
    ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(path));
    segment.length = in.capacity();
    total += segment.length;
    int offset = 0;
    Optional<JournalRecord> record = JournalRecord.read(in);
    while (record.isPresent()) {
      note(record.get(), new Place(segment, offset, in.position() - offset));
      offset = in.position();
      record = JournalRecord.read(in);
    }
    damaged += offset < segment.length ? 1 : 0;
  }

  /// How many files ended in the middle of a record, or were damaged.
  int damaged() {
    return damaged;
  }

  /// The requests that are not settled, in the order in which they were last heard of.
  List<UUID> unsettled() {
    return List.copyOf(unsettled.keySet());
  }

  /// Writes these records; those that do not fit are left out and returned.
  List<JournalRecord> append(List<JournalRecord> records) throws IOException {
    if (total + records.stream().mapToInt(JournalRecord::length).sum() > mostBytes) {
      shrink();
    }
    List<JournalRecord> skipped = new ArrayList<>();
    List<JournalRecord> written = new ArrayList<>(records.size());
    int length = 0;
    for (JournalRecord record : records) {
      boolean room = total + length + record.length() <= mostBytes;
      if (record.fits() && (room || record.kind() == JournalRecord.Kind.SENT)) {
        written.add(record);
        length += record.length();
      } else {
        skipped.add(record);
      }
    }
    write(written, length);
    if (segments.getLast().length >= segmentBytes) {
      rotate();
    }
    return skipped;
  }

  private void write(List<JournalRecord> records, int length) throws IOException {
    Segment segment = segments.getLast();
    ByteBuffer out = ByteBuffer.allocate(length);
    records.forEach(record -> record.write(out));
    out.flip();
    long offset = segment.length;
    try {
      while (out.hasRemaining()) {
        current.write(out, offset + out.position());
      }
    } catch (IOException e) {
      current.truncate(offset); // or the half record would hide what comes after it
      throw e;
    }
    segment.length += length;
    total += length;
    for (JournalRecord record : records) {
      note(record, new Place(segment, offset, record.length()));
      offset += record.length();
    }
  }

  private void note(JournalRecord record, Place place) {
    Place before = unsettled.remove(record.request());
    if (before != null) {
      before.segment.live--;
    }
    if (record.kind() != JournalRecord.Kind.SENT) {
      place.segment.live++;
      unsettled.put(record.request(), place);
    }
  }

  private void rotate() throws IOException {
    FileChannel full = current;
    current = begin();
    full.close();
    shrink();
  }

  private FileChannel begin() throws IOException {
    Path path = directory.resolve(String.format(Locale.ROOT, "usage-%016d.journal", ++number));
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    segments.addLast(new Segment(path));
    return channel;
  }

  /// Deletes what nobody needs. A request that goes on for long would keep every later file: once
  /// half of the room is used, the words of such requests are written anew.
  private void shrink() throws IOException {
    while (segments.size() > 1) {
      Segment oldest = segments.getFirst();
      if (oldest.live > 0 && total > mostBytes / 2) {
        carryOver(oldest);
      }
      if (oldest.live > 0) {
        return;
      }
      segments.removeFirst();
      total -= oldest.length;
      Files.deleteIfExists(oldest.path);
    }
  }

  private void carryOver(Segment oldest) throws IOException {
    List<Place> places =
        unsettled.values().stream().filter(place -> place.segment == oldest).toList();
    int length = places.stream().mapToInt(Place::length).sum();
    if (length <= segmentBytes / 2) {
      List<JournalRecord> words = new ArrayList<>(places.size());
      for (Place place : places) {
        words.add(at(place));
      }
      write(words, length);
    }
  }

  /// The last word about a request; nothing if it is settled.
  Optional<byte[]> event(UUID request) throws IOException {
    Place place = unsettled.get(request);
    return place == null ? Optional.empty() : Optional.of(at(place).event());
  }

  private static JournalRecord at(Place place) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(place.length);
    try (FileChannel file = FileChannel.open(place.segment.path, StandardOpenOption.READ)) {
      while (in.hasRemaining() && file.read(in, place.offset + in.position()) > 0) {}
    }
    in.flip();
    return JournalRecord.read(in)
        .orElseThrow(() -> new IOException("a record of the journal has changed"));
  }

  /// Closes the files; everything stays where it is.
  @Override
  public void close() throws IOException {
    current.close();
    lock.close();
  }
}
