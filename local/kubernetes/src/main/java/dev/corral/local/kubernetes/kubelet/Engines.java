package dev.corral.local.kubernetes.kubelet;

import java.time.Duration;
import java.util.Set;

/// Whoever runs the engines of pods.
interface Engines {
  /// Whether there is anything to run at all.
  boolean available();

  /// Starts the engine of a pod unless it runs already; answers its port.
  int start(PodView pod);

  EngineState state(String podUid);

  /// Has the engine of a pod end within the grace time; answers whether it is gone.
  boolean stop(String podUid, Duration grace);

  /// Ends the engines of all other pods at once; answers whether they are gone.
  boolean endAllBut(Set<String> podUids);

  /// What it printed last, at most so many lines (all that is kept for a negative count).
  String log(String podUid, int lines);
}
