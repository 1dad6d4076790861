package dev.corral.dispatcher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.Phase;
import dev.corral.dispatcher.pool.Outlook;
import dev.corral.dispatcher.reconcile.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Phases and failures are read from pods as the contract says.
class LaunchReadingTest {
  static Stream<Arguments> phases() {
    return Stream.of(
        Arguments.of(Pods.unscheduled(), Phase.WAITING_CAPACITY),
        Arguments.of(Pods.nominated(), Phase.NODE_LAUNCHING),
        Arguments.of(Pods.pulling(), Phase.IMAGE_PULL),
        Arguments.of(Pods.loading(), Phase.WEIGHTS),
        Arguments.of(Pods.weightsEnded(0, 0), Phase.WEIGHTS),
        Arguments.of(Pods.weightsEnded(1, 0), Phase.WEIGHTS),
        Arguments.of(Pods.starting(), Phase.WARM_UP),
        Arguments.of(Pods.ready(), Phase.READY));
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(Pods.engineWaiting("ErrImagePull"), Failure.Code.ImagePull),
        Arguments.of(Pods.engineWaiting("ImagePullBackOff"), Failure.Code.ImagePull),
        Arguments.of(Pods.engineWaiting("InvalidImageName"), Failure.Code.ImagePull),
        Arguments.of(Pods.engineWaiting("CrashLoopBackOff"), Failure.Code.Bootstrap),
        Arguments.of(Pods.outOfMemory(), Failure.Code.OutOfMemory),
        Arguments.of(Pods.weightsEnded(44, 0), Failure.Code.ModelNotFound),
        Arguments.of(Pods.weightsEnded(1, 1), Failure.Code.Bootstrap));
  }

  @ParameterizedTest
  @MethodSource("phases")
  void aPodTellsItsPhase(Pod pod, Phase phase) {
    assertThat(LaunchReading.of(List.of(pod), Set.of("node-1"), Clues.none()))
        .isEqualTo(new LaunchReading.At(phase, Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aBrokenPodTellsWhy(Pod pod, Failure.Code code) {
    assertThat(LaunchReading.of(List.of(pod), Set.of("node-1"), Clues.none()))
        .isInstanceOfSatisfying(
            LaunchReading.Broken.class, b -> assertThat(b.failure().code()).isEqualTo(code));
  }

  @Test
  void noPodWaitsForCapacityAndAnUnreadyNodeIsLaunching() {
    assertThat(LaunchReading.of(List.of(), Set.of(), Clues.none()))
        .isEqualTo(new LaunchReading.At(Phase.WAITING_CAPACITY, Optional.empty()));
    assertThat(LaunchReading.of(List.of(Pods.loading()), Set.of(), Clues.none()))
        .isEqualTo(new LaunchReading.At(Phase.NODE_LAUNCHING, Optional.empty()));
  }

  @Test
  void aReadyPodOutweighsABrokenOne() {
    assertThat(
            LaunchReading.of(
                List.of(Pods.outOfMemory(), Pods.ready()), Set.of("node-1"), Clues.none()))
        .isEqualTo(new LaunchReading.At(Phase.READY, Optional.empty()));
  }

  @Test
  void thePoolTellsWhatToExpectOfItsNodes() {
    var coming = clues(new Outlook.Launching("A g6.xlarge node is starting."), List.of(), "");
    assertThat(LaunchReading.of(List.of(Pods.unscheduled()), Set.of(), coming))
        .isEqualTo(
            new LaunchReading.At(
                Phase.NODE_LAUNCHING, Optional.of("A g6.xlarge node is starting.")));
    var failure = new Failure(Failure.Code.Quota, "Ask for more.");
    var spent = clues(new Outlook.Exhausted(failure), List.of(), "");
    assertThat(LaunchReading.of(List.of(Pods.unscheduled()), Set.of(), spent))
        .isEqualTo(new LaunchReading.Broken(failure));
    assertThat(LaunchReading.of(List.of(Pods.loading()), Set.of("node-1"), spent))
        .isEqualTo(new LaunchReading.At(Phase.WEIGHTS, Optional.empty()));
  }

  @Test
  void theSchedulersAccountIsPutIntoWords() {
    var event =
        new PodEvent(
            "FailedScheduling",
            "0/3 nodes are available: 1 Insufficient memory, 2 node(s) had untolerated taint {a: b}.");
    assertThat(
            LaunchReading.of(
                List.of(Pods.unscheduled()), Set.of(), clues(null, List.of(event), "")))
        .isEqualTo(
            new LaunchReading.At(
                Phase.WAITING_CAPACITY,
                Optional.of(
                    "No node has room yet: not enough memory, nodes are reserved for others.")));
  }

  @Test
  void progressOfTheWeightsIsShown() {
    String log = "pulling\ncorral-progress 100 4100000000\ncorral-progress 1200000000 4100000000\n";
    var clues = new Clues(Optional.empty(), List.of(), Progress.last(log), Optional.empty());
    assertThat(LaunchReading.of(List.of(Pods.loading()), Set.of("node-1"), clues))
        .isEqualTo(
            new LaunchReading.At(
                Phase.WEIGHTS,
                Optional.of("The weights are being loaded: 1.2 GB of 4.1 GB (29 %).")));
  }

  @Test
  void theEndOfTheLogTellsWhyAnEngineStops() {
    String log = "INFO prompt of somebody\ntorch.OutOfMemoryError: CUDA out of memory. Tried to";
    var reading =
        LaunchReading.of(
            List.of(Pods.engineWaiting("CrashLoopBackOff")),
            Set.of("node-1"),
            clues(null, List.of(), log));
    assertThat(reading)
        .isInstanceOfSatisfying(
            LaunchReading.Broken.class,
            broken -> {
              assertThat(broken.failure().code()).isEqualTo(Failure.Code.OutOfMemory);
              assertThat(broken.failure().message()).doesNotContain("somebody");
            });
  }

  @Test
  void aClosedRegistryIsToldFromAMissingImage() {
    assertThat(ImageWords.of("r/e@sha256:0", "403 Forbidden")).contains("may not pull");
    assertThat(ImageWords.of("r/e@sha256:0", "manifest unknown")).contains("There is no image");
    assertThat(ImageWords.of("r/e@sha256:0", "dial tcp: i/o timeout"))
        .contains("cannot be reached");
    assertThat(ImageWords.of("r/e@sha256:0", "")).contains("cannot be pulled");
  }

  private static Clues clues(@Nullable Outlook outlook, List<PodEvent> events, String log) {
    return new Clues(Optional.ofNullable(outlook), events, Optional.empty(), LogSign.read(log));
  }
}
