package dev.corral.local.kubernetes.kubelet;

import java.time.Duration;
import java.util.Set;

/// Stands in where there is no engine program.
final class NoEngines implements Engines {
  @Override
  public boolean available() {
    return false;
  }

  @Override
  public int start(PodView pod) {
    throw new IllegalStateException("there is no engine to start");
  }

  @Override
  public EngineState state(String podUid) {
    return new EngineState.Absent();
  }

  @Override
  public boolean stop(String podUid, Duration grace) {
    return true;
  }

  @Override
  public boolean endAllBut(Set<String> podUids) {
    return true;
  }

  @Override
  public String log(String podUid, int lines) {
    return "";
  }
}
