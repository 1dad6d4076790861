package dev.corral.local.kubernetes.kubelet;

import java.time.Duration;
import java.util.Set;

/// Whoever answers for a pod: its engine if it is a model's, its page if it is an app's.
final class Runners implements Engines {
  private final Engines engines;
  private final AppPages pages;

  Runners(Engines engines, AppPages pages) {
    this.engines = engines;
    this.pages = pages;
  }

  /// Whether anything real can answer for the pod.
  boolean runs(PodView pod) {
    return pod.wantsPage() || engines.available() && pod.wantsEngine();
  }

  @Override
  public boolean available() {
    return engines.available();
  }

  @Override
  public int start(PodView pod) {
    return pod.wantsPage() ? pages.start(pod) : engines.start(pod);
  }

  @Override
  public EngineState state(String podUid) {
    return pages.serves(podUid) ? new EngineState.Answering() : engines.state(podUid);
  }

  @Override
  public boolean stop(String podUid, Duration grace) {
    pages.stop(podUid);
    return engines.stop(podUid, grace);
  }

  @Override
  public boolean endAllBut(Set<String> podUids) {
    pages.endAllBut(podUids);
    return engines.endAllBut(podUids);
  }

  @Override
  public String log(String podUid, int lines) {
    return engines.log(podUid, lines);
  }
}
