package dev.corral.dispatcher.lead;

/// Remembers the newest generation where the records are, so that a transaction can be refused to
/// an older one whatever its clock says.
public interface Fence {
  /// The newest generation that was claimed; 0 when none was.
  long newest();

  /// Claims a generation; false when it is not newer than the newest.
  boolean claim(long generation);
}
