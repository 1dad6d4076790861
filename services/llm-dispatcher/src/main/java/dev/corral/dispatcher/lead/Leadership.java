package dev.corral.dispatcher.lead;

/// Whether this replica leads now. Asked before every write to the cluster and to the records.
public interface Leadership {
  /// True while our own last renewal is younger than the renew deadline.
  boolean leads();

  /// Grows with each change of the leader; the fence refuses writes of a smaller one.
  long generation();

  /// Ends the work of a replica that does not lead.
  default void require() {
    if (!leads()) {
      throw new NotLeadingException();
    }
  }
}
