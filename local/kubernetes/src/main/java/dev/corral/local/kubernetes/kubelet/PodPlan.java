package dev.corral.local.kubernetes.kubelet;

import dev.corral.local.kubernetes.kubelet.EngineState.Absent;
import dev.corral.local.kubernetes.kubelet.EngineState.Answering;
import dev.corral.local.kubernetes.kubelet.EngineState.Exited;
import dev.corral.local.kubernetes.kubelet.EngineState.Starting;
import java.time.Duration;
import java.util.Optional;

/// Decides the next step of a pod from what is observed; nothing else.
///
/// @param inStage how long the pod has been in its present stage
/// @param simulated whether its containers are only simulated (nothing to run)
/// @param blocked what keeps it from getting a node of its own, if anything
record PodPlan(
    PodView pod,
    Knobs knobs,
    Duration inStage,
    EngineState engine,
    boolean simulated,
    Optional<String> blocked) {
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration WATCHED = Duration.ofSeconds(1);
  private static final Duration SEEN = Duration.ofMillis(500);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(10);
  private static final String NO_NODE = "no node is available yet";
  private static final int KILLED = 137;

  Step next() {
    int init = pod.currentInit();
    return switch (Stage.of(pod)) {
      case NEW -> new Step.MarkUnschedulable(blocked.orElse(NO_NODE));
      case WAITING_CAPACITY -> waitForNode();
      case NODE_LAUNCHING -> after(delay("node_launching"), new Step.Bind());
      case BOUND -> new Step.Prepare();
      case IMAGE_PULL -> pull(init);
      case PULL_FAILED -> retryPull();
      case INIT_RUNNING -> after(initDelay(init), endInit(init));
      case INIT_FAILED -> after(SEEN, new Step.BackOffInit(init));
      case INIT_BACK_OFF -> after(backOff(), new Step.StartInit(init));
      case STARTING -> new Step.StartContainers();
      case WARM_UP -> warmUp();
      case READY -> serve();
      case CRASHED ->
          after(SEEN, restartsAtOnce() ? new Step.StartContainers() : new Step.BackOff());
      case BACK_OFF -> after(backOff(), new Step.StartContainers());
      case TERMINATING -> new Step.Terminate();
    };
  }

  private Step waitForNode() {
    if (blocked.isPresent()) {
      return pod.unschedulable().endsWith(blocked.get())
          ? new Step.Rest()
          : new Step.MarkUnschedulable(blocked.get());
    }
    return failsWith(Fault.CAPACITY)
        ? new Step.Rest()
        : after(delay("waiting_capacity"), new Step.LaunchNode());
  }

  private boolean fetchesWeights(int init) {
    return pod.inits().path(init).path("name").asText().equals(ContainerLogs.WEIGHTS);
  }

  private Duration initDelay(int init) {
    return delay(fetchesWeights(init) ? "weights" : "init");
  }

  /// A first crash is not punished, and an engine that went with its kubelet did not crash at all.
  private boolean restartsAtOnce() {
    boolean asked = failsWith(Fault.BOOTSTRAP) || failsWith(Fault.OUT_OF_MEMORY);
    return !asked && !simulated && (pod.restarts() == 0 || engine instanceof Absent);
  }

  private boolean failsWith(Fault fault) {
    Optional<Fault> wanted = knobs.fault(pod.workload());
    return wanted.isPresent() && wanted.get() == fault;
  }

  private Duration delay(String phase) {
    return knobs.delay(phase, pod.workload());
  }

  private Step after(Duration delay, Step step) {
    return inStage.compareTo(delay) >= 0 ? step : new Step.Wait(delay.minus(inStage));
  }

  private Step pull(int init) {
    boolean first = init == 0;
    if (first && failsWith(Fault.IMAGE_PULL)) {
      return after(delay("image_pull"), new Step.FailPull("ErrImagePull"));
    }
    Step next = init < pod.inits().size() ? new Step.StartInit(init) : new Step.StartContainers();
    return after(first ? delay("image_pull") : Duration.ZERO, next);
  }

  private Step retryPull() {
    int init = pod.currentInit();
    var state =
        init < pod.inits().size() ? pod.inits().get(init).path("state") : pod.main().path("state");
    if (state.path("waiting").path("reason").asText().equals("ErrImagePull")) {
      return after(SEEN, new Step.FailPull("ImagePullBackOff"));
    }
    return failsWith(Fault.IMAGE_PULL) ? new Step.Rest() : after(WATCHED, new Step.RetryPull());
  }

  private Step endInit(int init) {
    boolean missing = fetchesWeights(init) && failsWith(Fault.MODEL_NOT_FOUND);
    return new Step.EndInit(init, missing ? ContainerLogs.NOT_FOUND : 0);
  }

  private Duration backOff() {
    Duration grown = Duration.ofSeconds(1L << Math.min(4, Math.max(0, pod.restarts())));
    return grown.compareTo(LONGEST_BACK_OFF) < 0 ? grown : LONGEST_BACK_OFF;
  }

  private Step warmUp() {
    if (failsWith(Fault.OUT_OF_MEMORY)) {
      return after(SEEN, new Step.Crash(KILLED, "OOMKilled"));
    }
    if (failsWith(Fault.BOOTSTRAP)) {
      return after(SEEN, new Step.Crash(1, "Error"));
    }
    if (simulated || pod.wantsPage() && engine instanceof Answering) {
      return after(delay("warm_up"), new Step.BecomeReady());
    }
    return switch (engine) {
      case Absent() -> pod.wantsPage() ? new Step.Resume() : new Step.Crash(KILLED, "Error");
      case Exited(int code) -> new Step.Crash(code, code == 0 ? "Completed" : "Error");
      case Starting() -> new Step.Wait(POLL);
      case Answering() -> new Step.BecomeReady();
    };
  }

  private Step serve() {
    if (simulated) {
      return new Step.Rest();
    }
    return switch (engine) {
      case Absent() -> pod.wantsPage() ? new Step.Resume() : new Step.Crash(KILLED, "Error");
      case Exited(int code) -> new Step.Crash(code, code == 0 ? "Completed" : "Error");
      case Starting() -> new Step.BecomeUnready();
      case Answering() -> new Step.Wait(WATCHED);
    };
  }
}
