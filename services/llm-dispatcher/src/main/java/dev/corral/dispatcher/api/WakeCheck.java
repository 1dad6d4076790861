package dev.corral.dispatcher.api;

import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.record.Records;
import dev.corral.dispatcher.record.WorkloadRecord;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.Model;
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
  enum Need {
    ACTIVE,
    LAUNCHING,
    NEEDED
  }

  Need of(Model model) {
    Optional<WorkloadRecord> record = record(model.getMetadata().getUid());
    if (record.isEmpty()) {
      return Need.NEEDED;
    }
    Commands commands = Commands.read(model.getMetadata().getAnnotations());
    boolean stopping =
        commands.stop().filter(stop -> stop.at().isAfter(record.get().commandsUntil())).isPresent();
    if (stopping) {
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
