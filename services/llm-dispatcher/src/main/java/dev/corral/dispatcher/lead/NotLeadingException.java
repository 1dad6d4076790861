package dev.corral.dispatcher.lead;

/// This replica does not lead, or no longer: the work in hand must end without another write.
public final class NotLeadingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotLeadingException() {
    super("this replica does not lead");
  }
}
