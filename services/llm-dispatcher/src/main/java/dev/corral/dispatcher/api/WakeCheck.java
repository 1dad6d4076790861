package dev.corral.dispatcher.api;

import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.record.Records;
import dev.corral.dispatcher.record.WorkloadRecord;
import dev.corral.dispatcher.resource.Commands;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/// Tells whether a wake still has to be written down. Many wakes of one launch cost one write; when
/// the record cannot be read, the wake is written.
public final class WakeCheck {
  private static final Logger LOG = Logger.getLogger(WakeCheck.class);

  private final Records records;

  public WakeCheck(Records records) {
    this.records = records;
  }

  /// What a wake would find.
  public enum Need {
    /// It answers.
    ACTIVE,
    /// It is on its way.
    LAUNCHING,
    /// Somebody has woken it a moment ago.
    ORDERED,
    /// Nothing of that.
    NEEDED
  }

  Need of(HasMetadata workload) {
    Optional<WorkloadRecord> record = record(workload.getMetadata().getUid());
    if (record.isEmpty()) {
      return Need.NEEDED;
    }
    Commands commands = Commands.read(workload.getMetadata().getAnnotations());
    Instant done = record.get().commandsUntil();
    Optional<Instant> stop = commands.stop().map(Commands.Command::at).filter(done::isBefore);
    Optional<Instant> wake = commands.wake().map(Commands.Command::at).filter(done::isBefore);
    if (wake.isPresent() && stop.filter(wake.get()::isBefore).isEmpty()) {
      return Need.ORDERED;
    }
    if (stop.isPresent()) {
      return Need.NEEDED;
    }
    return switch (record.get().state()) {
      case WorkloadState.Active active -> Need.ACTIVE;
      case WorkloadState.Launching launching -> Need.LAUNCHING;
      default -> Need.NEEDED;
    };
  }

  private Optional<WorkloadRecord> record(String uid) {
    try {
      return records.find(uid);
    } catch (SdkException e) {
      LOG.warnf("the record cannot be read, the wake is written anyway: %s", e.getMessage());
      return Optional.empty();
    }
  }
}
