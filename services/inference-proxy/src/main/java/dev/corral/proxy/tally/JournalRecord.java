package dev.corral.proxy.tally;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/// One record of the journal: length, checksum, kind, request, and the event as JSON.
record JournalRecord(Kind kind, UUID request, byte[] event) {
  private static final int HEAD = Integer.BYTES * 2;
  private static final int NAME = 1 + Long.BYTES * 2;
  private static final int LONGEST = 64 * 1024;

  /// What happened to the request.
  enum Kind {
    OPEN,
    CLOSE,
    SENT
  }

  /// Bytes in the file.
  int length() {
    return HEAD + NAME + event.length;
  }

  /// Whether a reader would take it.
  boolean fits() {
    return NAME + event.length <= LONGEST;
  }

  void write(ByteBuffer out) {
    ByteBuffer body = ByteBuffer.allocate(NAME + event.length);
    body.put((byte) kind.ordinal());
    body.putLong(request.getMostSignificantBits());
    body.putLong(request.getLeastSignificantBits());
    body.put(event);
    out.putInt(body.capacity());
    out.putInt(sum(body.array()));
    out.put(body.array());
  }

  /// The next record, or nothing where the file is torn or damaged.
  static Optional<JournalRecord> read(ByteBuffer in) {
    if (in.remaining() < HEAD) {
      return Optional.empty();
    }
    int length = in.getInt();
    int sum = in.getInt();
    if (length < NAME || length > LONGEST || length > in.remaining()) {
      return Optional.empty();
    }
    byte[] body = new byte[length];
    in.get(body);
    return sum(body) == sum ? of(ByteBuffer.wrap(body)) : Optional.empty();
  }

  private static Optional<JournalRecord> of(ByteBuffer body) {
    int kind = body.get();
    if (kind < 0 || kind >= Kind.values().length) {
      return Optional.empty();
    }
    UUID request = new UUID(body.getLong(), body.getLong());
    byte[] event = new byte[body.remaining()];
    body.get(event);
    return Optional.of(new JournalRecord(Kind.values()[kind], request, event));
  }

  private static int sum(byte[] body) {
    CRC32C sum = new CRC32C();
    sum.update(body);
    return (int) sum.getValue();
  }
}
