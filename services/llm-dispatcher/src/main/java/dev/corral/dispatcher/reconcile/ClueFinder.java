package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.plan.Clues;
import dev.corral.dispatcher.plan.LaunchReading;
import dev.corral.dispatcher.plan.LogSign;
import dev.corral.dispatcher.plan.Observed;
import dev.corral.dispatcher.plan.PodEvent;
import dev.corral.dispatcher.plan.Progress;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.pool.CapacityOutlook;
import dev.corral.dispatcher.pool.Outlook;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Looks for what helps to say why a launch is where it is: the pool's outlook, events, and the
/// ends of logs, all bounded. A clue that cannot be had is simply missing.
final class ClueFinder {
  private static final Logger LOG = Logger.getLogger(ClueFinder.class);
  private static final long MOST_EVENTS = 50;
  private static final int PROGRESS_LINES = 5;
  private static final int LAST_LINES = 60;
  private static final int MOST_BYTES = 16 * 1024;

  private final KubernetesClient client;
  private final CapacityOutlook outlooks;

  ClueFinder(KubernetesClient client, CapacityOutlook outlooks) {
    this.client = client;
    this.outlooks = outlooks;
  }

  /// The clues of a launch that has been on its way since then.
  Clues find(Wanted wanted, Observed observed, Instant since) {
    List<Pod> pods = observed.livingPods();
    if (pods.stream().anyMatch(LaunchReading::isReady)) {
      return Clues.none();
    }
    Optional<Pod> pod = pods.stream().max(Comparator.comparing(ClueFinder::hasNode));
    return new Clues(
        outlook(wanted, pod, since),
        pod.map(this::events).orElse(List.of()),
        pod.flatMap(this::progress),
        pod.flatMap(this::sign));
  }

  private Optional<Outlook> outlook(Wanted wanted, Optional<Pod> pod, Instant since) {
    String place = wanted.spec().place();
    boolean waits = pod.isEmpty() || !hasNode(pod.get());
    return waits && !"cpu".equals(place)
        ? found("the pool's outlook", () -> outlooks.outlook(place, since))
        : Optional.empty();
  }

  private List<PodEvent> events(Pod pod) {
    var options = new ListOptionsBuilder().withLimit(MOST_EVENTS).build();
    return found(
            "events",
            () ->
                client
                    .v1()
                    .events()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .withField("involvedObject.uid", pod.getMetadata().getUid())
                    .list(options)
                    .getItems()
                    .stream()
                    .sorted(Comparator.comparing(ClueFinder::at).reversed())
                    .map(e -> new PodEvent(text(e.getReason()), text(e.getMessage())))
                    .toList())
        .orElse(List.of());
  }

  private Optional<Progress> progress(Pod pod) {
    boolean loading =
        initContainers(pod)
            .filter(c -> LaunchReading.WEIGHTS.equals(c.getName()))
            .map(ContainerStatus::getState)
            .anyMatch(s -> s != null && s.getRunning() != null);
    return loading
        ? found(
                "progress",
                () ->
                    client
                        .pods()
                        .inNamespace(pod.getMetadata().getNamespace())
                        .withName(pod.getMetadata().getName())
                        .inContainer(LaunchReading.WEIGHTS)
                        .limitBytes(MOST_BYTES)
                        .tailingLines(PROGRESS_LINES)
                        .getLog())
            .flatMap(Progress::last)
        : Optional.empty();
  }

  private Optional<LogSign> sign(Pod pod) {
    return Stream.concat(initContainers(pod), containers(pod))
        .filter(ClueFinder::stumbled)
        .findFirst()
        .flatMap(container -> found("the last log", () -> lastLog(pod, container)))
        .flatMap(LogSign::read);
  }

  /// A line may be as long as it likes: what is read has a bound of its own.
  private String lastLog(Pod pod, ContainerStatus container) {
    var logs =
        client
            .pods()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName())
            .inContainer(container.getName());
    var lines = restarted(container) ? logs.terminated() : logs.limitBytes(MOST_BYTES);
    try (InputStream log = lines.tailingLines(LAST_LINES).getLogInputStream()) {
      return new String(log.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean restarted(ContainerStatus container) {
    return Objects.requireNonNullElse(container.getRestartCount(), 0) > 0;
  }

  private static boolean stumbled(ContainerStatus container) {
    return restarted(container)
        || Optional.ofNullable(container.getState())
            .map(ContainerState::getTerminated)
            .filter(end -> !Objects.equals(0, end.getExitCode()))
            .isPresent();
  }

  private static Stream<ContainerStatus> initContainers(Pod pod) {
    return pod.getStatus() == null
        ? Stream.of()
        : pod.getStatus().getInitContainerStatuses().stream();
  }

  private static Stream<ContainerStatus> containers(Pod pod) {
    return pod.getStatus() == null ? Stream.of() : pod.getStatus().getContainerStatuses().stream();
  }

  private static boolean hasNode(Pod pod) {
    return pod.getSpec().getNodeName() != null;
  }

  private static String at(Event event) {
    return Stream.of(event.getLastTimestamp(), event.getFirstTimestamp())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("");
  }

  private static String text(@org.jspecify.annotations.Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static <R> Optional<R> found(String what, Supplier<R> search) {
    try {
      return Optional.ofNullable(search.get());
    } catch (KubernetesClientException | UncheckedIOException e) {
      LOG.debugf("no clue from %s: %s", what, e.getClass().getSimpleName());
      return Optional.empty();
    }
  }
}
