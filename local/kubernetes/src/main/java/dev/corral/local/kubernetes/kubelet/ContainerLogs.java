package dev.corral.local.kubernetes.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the containers of a pod have printed, as far as anybody reads it: the engine's real output,
/// the progress of the weights, and the last words of a failure that was asked for.
///
/// @param loaded how much of the weights is there, from 0 to 1
record ContainerLogs(PodView pod, Knobs knobs, Engines engines, double loaded) {
  static final String WEIGHTS = "weights";
  static final int NOT_FOUND = 44;
  private static final long USUAL_BYTES = 4L << 30;
  private static final int STEPS = 20;
  private static final String ASKED = "(this failure was asked for by ConfigMap simulated-kubelet)";
  private static final List<String> OUT_OF_MEMORY =
      List.of(
          ASKED,
          "torch.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.25 GiB. GPU 0 has a total capacity of 21.95 GiB of which 1.02 GiB is free.");
  private static final List<String> BOOTSTRAP =
      List.of(
          ASKED,
          "Traceback (most recent call last):",
          "  File \"/usr/local/bin/serve\", line 10, in <module>",
          "    sys.exit(main())",
          "RuntimeError: Engine core initialization failed. See root cause above.");

  /// The last lines of a container (all of them for a negative count).
  String text(String container, boolean previous, int lines) {
    List<String> all = new ArrayList<>();
    if (container.equals(pod.mainContainer())) {
      engines.log(pod.pod().uid(), -1).lines().forEach(all::add);
      if (pod.wantsPage()) {
        all.add(
            "simulated: a page stands in for " + pod.container(container).path("image").asText());
      }
      ended(pod.main(), previous).ifPresent(ended -> all.addAll(lastWords(ended)));
    } else if (container.equals(WEIGHTS)) {
      all.addAll(weights(pod.init(WEIGHTS), previous));
    }
    List<String> wanted =
        lines < 0 ? all : all.subList(Math.max(0, all.size() - lines), all.size());
    return wanted.isEmpty() ? "" : String.join("\n", wanted) + "\n";
  }

  /// How the run in question ended, if it has.
  private static Optional<JsonNode> ended(JsonNode status, boolean previous) {
    JsonNode last = status.path("lastState").path("terminated");
    JsonNode now = status.path("state").path("terminated");
    boolean running = status.path("state").has("running");
    JsonNode found = previous || now.isMissingNode() && !running ? last : now;
    return found.isMissingNode() ? Optional.empty() : Optional.of(found);
  }

  private List<String> lastWords(JsonNode ended) {
    if (ended.path("reason").asText().equals("OOMKilled")) {
      return OUT_OF_MEMORY;
    }
    boolean asked =
        knobs.fault(pod.workload()).filter(fault -> fault == Fault.BOOTSTRAP).isPresent();
    return asked && ended.path("exitCode").asInt() == 1 ? BOOTSTRAP : List.of();
  }

  private List<String> weights(JsonNode status, boolean previous) {
    Optional<JsonNode> ended = ended(status, previous);
    if (ended.isPresent() && ended.get().path("exitCode").asInt() == NOT_FOUND) {
      return List.of(ASKED, "corral-error model not found at its source");
    }
    boolean running = status.path("state").has("running");
    if (!running && ended.isEmpty()) {
      return List.of();
    }
    long total = bytes();
    int reached = ended.isPresent() ? STEPS : (int) (STEPS * Math.clamp(loaded, 0, 1));
    List<String> progress = new ArrayList<>();
    for (int step = 0; step <= reached; step++) {
      progress.add("corral-progress " + total / STEPS * step + " " + total / STEPS * STEPS);
    }
    return progress;
  }

  private long bytes() {
    String given = pod.environment("CORRAL_WEIGHTS_BYTES");
    return given.matches("\\d{1,15}") ? Long.parseLong(given) : USUAL_BYTES;
  }
}
