package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.corral.dispatcher.journey.ClusterProxy;
import dev.corral.dispatcher.journey.StandIns;
import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.ModelSpec;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The API server misbehaves behind the back of its clients.
@QuarkusTest
@QuarkusTestResource(StandIns.class)
class WatchFaultTest {
  private static final String NAMESPACE = "watched";
  private static final Duration HEALED = Duration.ofSeconds(60);

  @Inject KubernetesClient direct;

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private ClusterProxy proxy;
  private KubernetesClient client;

  @BeforeEach
  void prepare() throws Exception {
    var namespace =
        new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build();
    direct.resource(namespace).serverSideApply();
    direct.resources(Model.class).inNamespace(NAMESPACE).delete();
    var settings = ConfigProvider.getConfig();
    proxy =
        new ClusterProxy(
            settings.getValue("corral.cluster.issuer", String.class),
            settings.getValue("corral.cluster.ca-file", Path.class));
    var config =
        new ConfigBuilder()
            .withMasterUrl(proxy.url())
            .withOauthToken(token())
            .withNamespace(NAMESPACE)
            .withConnectionTimeout(2000)
            .withRequestTimeout(5000)
            .withRequestRetryBackoffLimit(1)
            .build();
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  @AfterEach
  void end() {
    proxy.close();
    client.close();
  }

  @ParameterizedTest
  @EnumSource
  void whateverHappensToTheWatchesItIsSeenWithinAMinute(ClusterProxy.Watches fault) {
    var board = new WatchBoard();
    var config = new Fast();
    var runner =
        new OperatorRunner(
            client, NAMESPACE, Duration.ofMinutes(30), List.of(new Seeing(board)), new Leading());
    var pages = new MetadataPages(client);
    var dog =
        new Watchdog(board, pages::read, () -> Thread.sleep(config.settle()), System::nanoTime);
    var meters = new SimpleMeterRegistry();
    var liveness = new WatchLiveness(runner, board, dog, config, meters);
    Thread.ofVirtual().start(runner);
    try {
      await().atMost(HEALED).until(runner::started);
      create("before");
      await().atMost(HEALED).until(() -> seen.contains("before"));
      proxy.watches(fault);
      create("after");
      await()
          .atMost(HEALED)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> {
            liveness.round();
            return seen.contains("after");
          });
      proxy.watches(ClusterProxy.Watches.NORMAL);
      await()
          .atMost(HEALED)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> {
            liveness.round();
            return runner.started() && dog.staleness("seeing") == 0;
          });
      if (fault == ClusterProxy.Watches.HALF_OPEN) {
        assertThat(meters.counter("corral.watch.restarts").count()).isPositive();
      }
    } finally {
      runner.stop();
      await().atMost(HEALED).until(runner::ended);
    }
  }

  @Test
  void whileTheApiServerIsAwayWhatIsKnownIsReadAndNothingIsAccepted() {
    var workloads = new WorkloadNamespace(NAMESPACE);
    var marks = new AtomicInteger();
    var memories = new Memories(client, workloads, marks::incrementAndGet, Clock.systemUTC());
    var models = memories.of(Model.class, new ClusterResources<>(client, Model.class, NAMESPACE));
    create("known");
    await().atMost(HEALED).until(() -> models.find("known").isPresent());
    assertThat(marks).hasValue(0);
    proxy.down(true);
    await()
        .atMost(HEALED)
        .until(() -> models.list().size() == 1 && models.find("known").isPresent());
    assertThat(models.find("unknown")).isEmpty();
    assertThat(marks).hasPositiveValue();
    assertThatThrownBy(() -> models.create(model("lost")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.UpstreamUnavailable.class));
    assertThatThrownBy(() -> models.edit("known", m -> m)).isInstanceOf(ProblemException.class);
    create("meanwhile");
    proxy.down(false);
    await().atMost(HEALED).until(() -> models.find("meanwhile").isPresent());
    assertThat(models.find("lost")).isEmpty();
  }

  private String token() {
    return direct.getConfiguration().getOauthToken() == null
        ? direct.getConfiguration().getAutoOAuthToken()
        : direct.getConfiguration().getOauthToken();
  }

  private void create(String name) {
    direct.resource(model(name)).create();
  }

  private static Model model(String name) {
    var model = new Model();
    model.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
    model.setSpec(
        new ModelSpec(
                Engine.OLLAMA,
                "ollama://tinyllama:1.1b-chat",
                "alice",
                null,
                null,
                null,
                null,
                "5m",
                null,
                null,
                null,
                null,
                null,
                null)
            .defaulted());
    return model;
  }

  @ControllerConfiguration(name = "seeing", generationAwareEventProcessing = false)
  private final class Seeing implements Reconciler<Model> {
    private final WatchBoard board;

    Seeing(WatchBoard board) {
      this.board = board;
    }

    @Override
    public UpdateControl<Model> reconcile(Model model, Context<Model> context) {
      seen.add(model.getMetadata().getName());
      return UpdateControl.noUpdate();
    }

    @Override
    public List<EventSource<?, Model>> prepareEventSources(EventSourceContext<Model> context) {
      board.put(
          new Watched<>(
              "seeing", Model.class, NAMESPACE, Optional.empty(), context.getPrimaryCache()));
      return List.of();
    }
  }

  private static final class Fast implements WatchConfig {
    @Override
    public Duration check() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration settle() {
      return Duration.ofMillis(500);
    }

    @Override
    public int strikes() {
      return 3;
    }
  }
}
