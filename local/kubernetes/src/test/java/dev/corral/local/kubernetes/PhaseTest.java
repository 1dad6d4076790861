package dev.corral.local.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// The phases and failures of the simulated kubelet, read as the contract says.
class PhaseTest extends ModelPods {
  private static String waiting(ContainerState state) {
    return state.getWaiting() == null ? "" : state.getWaiting().getReason();
  }

  /// The words of the contract, read off a pod the way the dispatcher does.
  private static String phase(Pod pod) {
    boolean bound = pod.getSpec().getNodeName() != null;
    if (!bound) {
      return pod.getStatus().getNominatedNodeName() == null ? "waiting_capacity" : "node_launching";
    }
    var inits = pod.getStatus().getInitContainerStatuses();
    if (inits.isEmpty()) {
      return "node_launching";
    }
    ContainerState weights = inits.getFirst().getState();
    if (weights.getWaiting() != null) {
      return "image_pull";
    }
    return weights.getRunning() != null ? "weights" : ready(pod) ? "ready" : "warm_up";
  }

  @Test
  void aPodPassesEveryPhaseInOrder() {
    List<String> phases = new CopyOnWriteArrayList<>();
    var watch =
        client
            .pods()
            .inNamespace("default")
            .withLabel("corral.dev/model", "phases")
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(Pod pod) {
                    onUpdate(pod, pod);
                  }

                  @Override
                  public void onUpdate(Pod old, Pod pod) {
                    if (phases.isEmpty() || !phases.getLast().equals(phase(pod))) {
                      phases.add(phase(pod));
                    }
                  }

                  @Override
                  public void onDelete(Pod pod, boolean unknown) {}
                });
    try (watch) {
      model("phases", 1);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertEquals(
                  List.of(
                      "waiting_capacity",
                      "node_launching",
                      "image_pull",
                      "weights",
                      "warm_up",
                      "ready"),
                  phases));
    }
    Pod pod = pods("phases").getFirst();
    assertEquals(
        1,
        client.nodes().list().getItems().stream()
            .filter(n -> n.getMetadata().getName().equals(pod.getSpec().getNodeName()))
            .count());
    List<String> reasons =
        client
            .v1()
            .events()
            .inNamespace("default")
            .withField("involvedObject.uid", pod.getMetadata().getUid())
            .list()
            .getItems()
            .stream()
            .map(Event::getReason)
            .toList();
    assertTrue(
        reasons.containsAll(List.of("Scheduled", "Pulling", "Pulled", "Created", "Started")),
        reasons.toString());
  }

  @Test
  void failuresShowAndEndWhenTheyAreTurnedOff() {
    knob("img.fail", "ImagePull");
    model("img", 1);
    awaitPod("img", p -> waitingInit(p).equals("ImagePullBackOff"));
    knob("img.fail", "");
    awaitPod("img", ModelPods::ready);
  }

  private static String waitingInit(Pod pod) {
    var inits = pod.getStatus().getInitContainerStatuses();
    return inits.isEmpty() ? "" : waiting(inits.getFirst().getState());
  }

  @Test
  void aModelThatIsNotFoundExitsWith44() {
    knob("nf.fail", "ModelNotFound");
    model("nf", 1);
    Pod pod = awaitPod("nf", p -> waitingInit(p).equals("CrashLoopBackOff"));
    assertEquals(
        44,
        pod.getStatus()
            .getInitContainerStatuses()
            .getFirst()
            .getLastState()
            .getTerminated()
            .getExitCode());
    knob("nf.fail", "");
    Pod recovered = awaitPod("nf", ModelPods::ready);
    assertTrue(recovered.getStatus().getInitContainerStatuses().getFirst().getRestartCount() > 0);
  }

  @Test
  void outOfMemoryAndBootstrapCrashTheEngine() {
    knob("oom.fail", "OutOfMemory");
    knob("boot.fail", "Bootstrap");
    model("oom", 1);
    model("boot", 1);
    Pod oom = awaitPod("oom", p -> mainWaiting(p).equals("CrashLoopBackOff"));
    assertEquals(
        "OOMKilled",
        oom.getStatus()
            .getContainerStatuses()
            .getFirst()
            .getLastState()
            .getTerminated()
            .getReason());
    Pod boot = awaitPod("boot", p -> mainWaiting(p).equals("CrashLoopBackOff"));
    assertEquals(
        1,
        boot.getStatus()
            .getContainerStatuses()
            .getFirst()
            .getLastState()
            .getTerminated()
            .getExitCode());
  }

  private static String mainWaiting(Pod pod) {
    var statuses = pod.getStatus().getContainerStatuses();
    return statuses.isEmpty() ? "" : waiting(statuses.getFirst().getState());
  }

  @Test
  void withoutCapacityAPodStaysUnscheduledUntilThereIsSome() {
    knob("cap.fail", "Capacity");
    model("cap", 1);
    Pod pod = awaitPod("cap", p -> !p.getStatus().getConditions().isEmpty());
    assertEquals("Unschedulable", pod.getStatus().getConditions().getFirst().getReason());
    await()
        .during(Duration.ofMillis(600))
        .atMost(PATIENCE)
        .until(() -> pods("cap").getFirst().getStatus().getNominatedNodeName() == null);
    knob("cap.fail", "");
    awaitPod("cap", ModelPods::ready);
  }
}
