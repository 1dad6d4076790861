package dev.corral.dispatcher.record;

/// Another write came between the read of a record and this write.
public final class StaleRecordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StaleRecordException(String uid) {
    super("the record of " + uid + " has changed since it was read");
  }
}
