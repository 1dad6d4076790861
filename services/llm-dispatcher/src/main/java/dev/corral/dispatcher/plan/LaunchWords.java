package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.Phase;
import dev.corral.dispatcher.pool.Outlook;
import java.util.Optional;

/// What a person can know about a launch beyond its phase.
final class LaunchWords {
  private LaunchWords() {}

  static Optional<String> of(Phase phase, Clues clues) {
    return switch (phase) {
      case WAITING_CAPACITY, NODE_LAUNCHING -> node(clues);
      case IMAGE_PULL -> mount(clues);
      case WEIGHTS -> clues.progress().map(Progress::sentence).or(() -> mount(clues));
      case WARM_UP, READY -> Optional.empty();
    };
  }

  private static Optional<String> node(Clues clues) {
    Optional<String> pool =
        clues
            .outlook()
            .flatMap(outlook ->
                switch (outlook) {
                  case Outlook.Waiting waiting -> Optional.of(waiting.sentence());
                  case Outlook.Launching launching -> Optional.of(launching.sentence());
                  case Outlook.Exhausted exhausted -> Optional.empty();
                });
    return pool.or(() ->
        clues.newest("FailedScheduling").flatMap(event -> SchedulingWords.of(event.message())));
  }

  private static Optional<String> mount(Clues clues) {
    return clues
        .newest("FailedMount", "FailedAttachVolume")
        .map(event -> "Its storage cannot be mounted yet; the cluster tries again.");
  }
}
