package dev.corral.local.kubernetes.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/// Where a pod is on its way, read from its status alone: so a restarted kubelet goes on where it
/// was.
enum Stage {
  NEW,
  WAITING_CAPACITY,
  NODE_LAUNCHING,
  BOUND,
  IMAGE_PULL,
  PULL_FAILED,
  INIT_RUNNING,
  INIT_FAILED,
  INIT_BACK_OFF,
  STARTING,
  WARM_UP,
  READY,
  CRASHED,
  BACK_OFF,
  TERMINATING;

  private static final Set<String> PULL_REASONS =
      Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName");

  static Stage of(PodView pod) {
    if (pod.pod().deleting()) {
      return TERMINATING;
    }
    if (pod.nodeName().isEmpty()) {
      return !pod.nominatedNode().isEmpty()
          ? NODE_LAUNCHING
          : pod.hasCondition("PodScheduled") ? WAITING_CAPACITY : NEW;
    }
    if (pod.main().isMissingNode()) {
      return BOUND;
    }
    int init = pod.currentInit();
    return init < pod.inits().size() ? ofInit(pod.inits().get(init).path("state")) : ofMain(pod);
  }

  private static Stage ofInit(JsonNode state) {
    if (state.has("running")) {
      return INIT_RUNNING;
    }
    if (state.has("terminated")) {
      return INIT_FAILED;
    }
    String reason = state.path("waiting").path("reason").asText();
    return PULL_REASONS.contains(reason)
        ? PULL_FAILED
        : reason.equals("CrashLoopBackOff") ? INIT_BACK_OFF : IMAGE_PULL;
  }

  private static Stage ofMain(PodView pod) {
    JsonNode state = pod.main().path("state");
    if (state.has("running")) {
      return pod.condition("Ready") ? READY : WARM_UP;
    }
    if (state.has("terminated")) {
      return CRASHED;
    }
    String reason = state.path("waiting").path("reason").asText();
    if (reason.equals("CrashLoopBackOff")) {
      return BACK_OFF;
    }
    return PULL_REASONS.contains(reason)
        ? PULL_FAILED
        : pod.inits().isEmpty() ? IMAGE_PULL : STARTING;
  }
}
