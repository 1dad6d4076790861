package dev.corral.dispatcher.reconcile;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;

/// Pods of a model at each stage of a launch, and at each way to fail.
public final class Pods {
  /// What a launch looks like, step by step.
  public static final List<List<Pod>> LAUNCH =
      List.of(
          List.of(),
          List.of(unscheduled()),
          List.of(nominated()),
          List.of(pulling()),
          List.of(loading()),
          List.of(starting()),
          List.of(ready()));

  private Pods() {}

  public static Pod unscheduled() {
    return pod(null, false).build();
  }

  public static Pod nominated() {
    return pod(null, false).editStatus().withNominatedNodeName("node-1").endStatus().build();
  }

  public static Pod pulling() {
    return with(
        weights()
            .withNewState()
            .withNewWaiting()
            .withReason("PodInitializing")
            .endWaiting()
            .endState()
            .build());
  }

  public static Pod loading() {
    return with(weights().withNewState().withNewRunning().endRunning().endState().build());
  }

  public static Pod weightsEnded(int exitCode, int restarts) {
    return with(
        weights()
            .withRestartCount(restarts)
            .withNewState()
            .withNewTerminated()
            .withExitCode(exitCode)
            .withReason(exitCode == 0 ? "Completed" : "Error")
            .endTerminated()
            .endState()
            .build());
  }

  public static Pod starting() {
    return engine(
        engineStatus().withNewState().withNewRunning().endRunning().endState().build(), false);
  }

  public static Pod ready() {
    return engine(
        engineStatus().withNewState().withNewRunning().endRunning().endState().build(), true);
  }

  public static Pod engineWaiting(String reason) {
    return engine(
        engineStatus()
            .withRestartCount(3)
            .withNewState()
            .withNewWaiting()
            .withReason(reason)
            .endWaiting()
            .endState()
            .build(),
        false);
  }

  public static Pod outOfMemory() {
    return engine(
        engineStatus()
            .withNewState()
            .withNewTerminated()
            .withReason("OOMKilled")
            .withExitCode(137)
            .endTerminated()
            .endState()
            .build(),
        false);
  }

  private static Pod with(ContainerStatus weights) {
    return pod("node-1", false).editStatus().withInitContainerStatuses(weights).endStatus().build();
  }

  private static Pod engine(ContainerStatus engine, boolean ready) {
    var done =
        weights()
            .withNewState()
            .withNewTerminated()
            .withExitCode(0)
            .withReason("Completed")
            .endTerminated()
            .endState()
            .build();
    return pod("node-1", ready)
        .editStatus()
        .withInitContainerStatuses(done)
        .withContainerStatuses(engine)
        .endStatus()
        .build();
  }

  private static ContainerStatusBuilder weights() {
    return new ContainerStatusBuilder().withName("weights").withRestartCount(0);
  }

  private static ContainerStatusBuilder engineStatus() {
    return new ContainerStatusBuilder().withName("engine").withRestartCount(0);
  }

  private static PodBuilder pod(@org.jspecify.annotations.Nullable String node, boolean ready) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("model-tiny-abc")
        .withNamespace("corral")
        .withUid("0d7c9f1e-0000-4000-8000-0000000000aa")
        .endMetadata()
        .withNewSpec()
        .withNodeName(node)
        .addNewContainer()
        .withName("engine")
        .addNewPort()
        .withName("http")
        .withContainerPort(8000)
        .endPort()
        .endContainer()
        .endSpec()
        .withNewStatus()
        .withPodIP("127.0.0.1")
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus(node == null ? "False" : "True")
        .endCondition()
        .addNewCondition()
        .withType("Ready")
        .withStatus(ready ? "True" : "False")
        .endCondition()
        .endStatus();
  }
}
