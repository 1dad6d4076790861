package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.resource.Model;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What counts as behind.
class WatchdogTest {
  private final Map<String, String> server = new HashMap<>();
  private final Map<String, String> cache = new HashMap<>();
  private final AtomicLong nanos = new AtomicLong();
  private final WatchBoard board = new WatchBoard();
  private Runnable meanwhile = () -> {};
  private boolean away;
  private final Watchdog dog =
      new Watchdog(
          board,
          (watched, from) -> {
            if (away) {
              throw new IllegalStateException("away");
            }
            return new MetadataPages.Page(Map.copyOf(server), "");
          },
          () -> meanwhile.run(),
          nanos::get);

  @BeforeEach
  void prepare() {
    board.put(new Watched<>("model", Model.class, "corral", Optional.empty(), new Known()));
    server.put("tiny", "5");
    cache.put("tiny", "5");
  }

  @Test
  void whatKnowsTheSameIsFresh() throws Exception {
    assertThat(dog.check()).isEqualTo(Watchdog.Finding.FRESH);
    assertThat(dog.staleness("model")).isZero();
  }

  @Test
  void anEventUnderWayIsNotMissed() throws Exception {
    server.put("tiny", "6");
    meanwhile = () -> cache.put("tiny", "6");
    assertThat(dog.check()).isEqualTo(Watchdog.Finding.FRESH);
  }

  @Test
  void aBusyObjectWhoseCacheMovesIsNotBehind() throws Exception {
    server.put("tiny", "6");
    meanwhile =
        () -> {
          server.put("tiny", "9");
          cache.put("tiny", "8");
        };
    assertThat(dog.check()).isEqualTo(Watchdog.Finding.FRESH);
  }

  @Test
  void aMissedChangeAMissedCreationAndAMissedDeletionAreBehind() throws Exception {
    server.put("tiny", "6");
    assertThat(dog.check()).isEqualTo(Watchdog.Finding.BEHIND);
    server.put("tiny", "5");
    server.put("new", "7");
    assertThat(dog.check()).isEqualTo(Watchdog.Finding.BEHIND);
    server.clear();
    nanos.addAndGet(30_000_000_000L);
    assertThat(dog.check()).isEqualTo(Watchdog.Finding.BEHIND);
    assertThat(dog.strikes()).isEqualTo(3);
    assertThat(dog.staleness("model")).isEqualTo(30.0);
    cache.clear();
    assertThat(dog.check()).isEqualTo(Watchdog.Finding.FRESH);
    assertThat(dog.strikes()).isZero();
    assertThat(dog.staleness("model")).isZero();
  }

  @Test
  void anApiServerThatIsAwayProvesNothing() throws Exception {
    server.put("tiny", "6");
    away = true;
    assertThat(dog.check()).isEqualTo(Watchdog.Finding.UNKNOWN);
    assertThat(dog.strikes()).isZero();
  }

  private final class Known implements Cache<Model> {
    @Override
    public Optional<Model> get(ResourceID id) {
      return Optional.ofNullable(cache.get(id.getName())).map(v -> model(id.getName(), v));
    }

    @Override
    public Stream<ResourceID> keys() {
      return cache.keySet().stream().map(name -> new ResourceID(name, "corral"));
    }

    @Override
    public Stream<Model> list(Predicate<Model> wanted) {
      return cache.entrySet().stream().map(e -> model(e.getKey(), e.getValue())).filter(wanted);
    }
  }

  private static Model model(String name, String version) {
    var model = new Model();
    model.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("corral")
            .withResourceVersion(version)
            .build());
    return model;
  }
}
