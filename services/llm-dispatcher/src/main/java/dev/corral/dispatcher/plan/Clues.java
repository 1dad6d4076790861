package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.pool.Outlook;
import java.util.List;
import java.util.Optional;

/// What helps to say why a launch is where it is. None of it is ever shown as it stands: a log or
/// an event may hold what is nobody's business, so only what is recognised is put into words of
/// ours.
///
/// @param outlook what to expect of the GPU pool that it waits for
/// @param events of its pods, newest first
/// @param progress how much of the weights is there
/// @param sign what the end of the engine's log tells
public record Clues(
    Optional<Outlook> outlook,
    List<PodEvent> events,
    Optional<Progress> progress,
    Optional<LogSign> sign) {
  /// Nothing was looked for.
  public static Clues none() {
    return new Clues(Optional.empty(), List.of(), Optional.empty(), Optional.empty());
  }

  public Clues {
    events = List.copyOf(events);
  }

  /// The newest event with one of these reasons.
  Optional<PodEvent> newest(String... reasons) {
    var wanted = List.of(reasons);
    return events.stream().filter(event -> wanted.contains(event.reason())).findFirst();
  }
}
