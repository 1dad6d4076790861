package dev.corral.dispatcher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.Phase;
import dev.corral.dispatcher.reconcile.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
    assertThat(LaunchReading.of(List.of(pod), Set.of("node-1")))
        .isEqualTo(new LaunchReading.At(phase));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aBrokenPodTellsWhy(Pod pod, Failure.Code code) {
    assertThat(LaunchReading.of(List.of(pod), Set.of("node-1")))
        .isInstanceOfSatisfying(
            LaunchReading.Broken.class, b -> assertThat(b.failure().code()).isEqualTo(code));
  }

  @Test
  void noPodWaitsForCapacityAndAnUnreadyNodeIsLaunching() {
    assertThat(LaunchReading.of(List.of(), Set.of()))
        .isEqualTo(new LaunchReading.At(Phase.WAITING_CAPACITY));
    assertThat(LaunchReading.of(List.of(Pods.loading()), Set.of()))
        .isEqualTo(new LaunchReading.At(Phase.NODE_LAUNCHING));
  }

  @Test
  void aReadyPodOutweighsABrokenOne() {
    assertThat(LaunchReading.of(List.of(Pods.outOfMemory(), Pods.ready()), Set.of("node-1")))
        .isEqualTo(new LaunchReading.At(Phase.READY));
  }
}
