package dev.corral.local.kubernetes.kubelet;

import dev.corral.local.kubernetes.event.EventRecorder;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Carries out the steps of [PodPlan].
final class PodSteps {
  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration ENDING = Duration.ofMillis(50);

  private final PodWriter writer;
  private final Nodes nodes;
  private final EventRecorder events;
  private final Engines engines;

  PodSteps(PodWriter writer, Nodes nodes, EventRecorder events, Engines engines) {
    this.writer = writer;
    this.nodes = nodes;
    this.events = events;
    this.engines = engines;
  }

  /// Does one step; answers when to look at the pod again even if nothing changes.
  Optional<Duration> take(PodView view, Step step, boolean simulated) {
    StoredObject pod = view.pod();
    switch (step) {
      case Step.Wait(Duration delay) -> {
        return Optional.of(delay);
      }
      case Step.Rest() -> {
        return Optional.empty();
      }
      case Step.MarkUnschedulable(String why) -> unschedulable(pod, why);
      case Step.LaunchNode() -> launchNode(pod);
      case Step.Bind() -> bind(pod);
      case Step.Prepare() -> prepare(pod);
      case Step.FailPull(String reason) -> failPull(view, reason);
      case Step.RetryPull() -> retryPull(view);
      case Step.StartInit(int index) -> startInit(view, index);
      case Step.EndInit(int index, int code) -> endInit(view, index, code);
      case Step.BackOffInit(int index) -> backOff(pod, ContainerStates.INIT, index);
      case Step.StartContainers() -> startContainers(view, simulated);
      case Step.Crash(int code, String reason) -> crash(view, code, reason);
      case Step.BackOff() -> backOffAll(pod);
      case Step.Resume() -> writer.port(pod, engines.start(view));
      case Step.BecomeReady() -> writer.status(pod, ContainerStates::ready);
      case Step.BecomeUnready() -> writer.status(pod, ContainerStates::unready);
      case Step.Terminate() -> {
        return terminate(view);
      }
    }
    return Optional.of(AT_ONCE);
  }

  private void unschedulable(StoredObject pod, String why) {
    int count = nodes.count();
    String message = "0/%d nodes are available: %s".formatted(count, why);
    writer.unschedulable(pod, message);
    events.warning(pod, "FailedScheduling", message);
  }

  private void launchNode(StoredObject pod) {
    nodes.launch(pod);
    writer.nominate(pod, Nodes.nameFor(pod));
    events.normal(pod, "Nominated", "Pod should schedule on node " + Nodes.nameFor(pod));
  }

  private void bind(StoredObject pod) {
    nodes.ready(Nodes.nameFor(pod));
    writer.bind(pod, Nodes.nameFor(pod));
    events.normal(
        pod,
        "Scheduled",
        "Successfully assigned "
            + pod.namespace()
            + "/"
            + pod.name()
            + " to "
            + Nodes.nameFor(pod));
  }

  private void prepare(StoredObject pod) {
    writer.status(pod, states -> states.allWaiting(pod.at("spec")));
    events.normal(pod, "Pulling", "Pulling image \"" + firstImage(pod) + "\"");
  }

  private static String firstImage(StoredObject pod) {
    String init = pod.at("spec", "initContainers").path(0).path("image").asText();
    return init.isEmpty() ? pod.at("spec", "containers").path(0).path("image").asText() : init;
  }

  /// The container being pulled for: an init container, or the first of the others.
  private void waitFirst(PodView view, String reason, String message) {
    int init = view.currentInit();
    boolean isInit = init < view.inits().size();
    writer.status(
        view.pod(),
        states ->
            states.wait(
                isInit ? ContainerStates.INIT : ContainerStates.MAIN,
                isInit ? init : 0,
                reason,
                message));
  }

  private void failPull(PodView view, String reason) {
    String image = firstImage(view.pod());
    String why =
        "failed to pull and unpack image \"%1$s\": failed to resolve reference \"%1$s\": %1$s: not found (simulated)"
            .formatted(image);
    if (reason.equals("ErrImagePull")) {
      waitFirst(view, reason, why);
      events.warning(view.pod(), "Failed", "Failed to pull image \"" + image + "\": " + why);
    } else {
      waitFirst(view, reason, "Back-off pulling image \"" + image + "\": " + why);
      events.normal(view.pod(), "BackOff", "Back-off pulling image \"" + image + "\"");
    }
  }

  private void retryPull(PodView view) {
    waitFirst(view, view.inits().isEmpty() ? "ContainerCreating" : "PodInitializing", "");
    events.normal(view.pod(), "Pulling", "Pulling image \"" + firstImage(view.pod()) + "\"");
  }

  private void startInit(PodView view, int index) {
    String name = view.inits().get(index).path("name").asText();
    writer.status(view.pod(), states -> states.run(ContainerStates.INIT, index));
    events.normal(
        view.pod(),
        "Pulled",
        "Successfully pulled image \"" + view.inits().get(index).path("image").asText() + "\"");
    started(view.pod(), name);
  }

  private void started(StoredObject pod, String container) {
    events.normal(pod, "Created", "Created container " + container);
    events.normal(pod, "Started", "Started container " + container);
  }

  private void endInit(PodView view, int index, int code) {
    boolean last = index == view.inits().size() - 1;
    writer.status(
        view.pod(),
        states -> {
          states.end(ContainerStates.INIT, index, code, code == 0 ? "Completed" : "Error");
          states.condition(
              "Initialized",
              code == 0 && last,
              code == 0 && last ? "" : "ContainersNotInitialized");
        });
    if (code != 0) {
      events.warning(
          view.pod(),
          "Failed",
          "Init container "
              + view.inits().get(index).path("name").asText()
              + " exited with "
              + code);
    }
  }

  private void backOff(StoredObject pod, String list, int index) {
    writer.status(
        pod,
        states ->
            states.wait(list, index, "CrashLoopBackOff", "back-off restarting failed container"));
    events.warning(pod, "BackOff", "Back-off restarting failed container in pod " + pod.name());
  }

  private void backOffAll(StoredObject pod) {
    everyMain(
        pod,
        (states, index) ->
            states.wait(
                ContainerStates.MAIN,
                index,
                "CrashLoopBackOff",
                "back-off restarting failed container"),
        states -> {});
    events.warning(pod, "BackOff", "Back-off restarting failed container in pod " + pod.name());
  }

  private void everyMain(StoredObject pod, IndexedChange change, Consumer<ContainerStates> then) {
    writer.status(
        pod,
        states -> {
          for (int i = 0; i < states.mains(); i++) {
            change.accept(states, i);
          }
          then.accept(states);
        });
  }

  private interface IndexedChange {
    void accept(ContainerStates states, int index);
  }

  private void startContainers(PodView view, boolean simulated) {
    StoredObject pod = view.pod();
    if (!simulated) {
      writer.port(pod, engines.start(view));
    }
    everyMain(
        pod,
        (states, index) -> states.run(ContainerStates.MAIN, index),
        states -> {
          states.status().put("phase", "Running").put("podIP", "127.0.0.1");
          states.condition("Initialized", true, "");
          states.unready();
        });
    if (view.inits().isEmpty()) {
      events.normal(pod, "Pulled", "Successfully pulled image \"" + firstImage(pod) + "\"");
    }
    pod.at("spec", "containers")
        .forEach(container -> started(pod, container.path("name").asText()));
  }

  private void crash(PodView view, int code, String reason) {
    engines.stop(view.pod().uid(), Duration.ZERO);
    everyMain(
        view.pod(),
        (states, index) -> states.end(ContainerStates.MAIN, index, code, reason),
        ContainerStates::unready);
    events.warning(view.pod(), "Failed", "Container exited with " + code + " (" + reason + ")");
  }

  private Optional<Duration> terminate(PodView view) {
    StoredObject pod = view.pod();
    boolean running = view.main().path("state").has("running");
    if (running && view.condition("Ready")) {
      events.normal(pod, "Killing", "Stopping container " + view.main().path("name").asText());
      writer.status(pod, ContainerStates::unready);
    }
    Duration grace = Duration.ofSeconds(pod.at("metadata", "deletionGracePeriodSeconds").asLong());
    if (!engines.stop(pod.uid(), grace)) {
      return Optional.of(ENDING);
    }
    if (pod.at("metadata", "deletionGracePeriodSeconds").asLong() > 0) {
      writer.remove(pod);
    }
    return Optional.empty();
  }
}
