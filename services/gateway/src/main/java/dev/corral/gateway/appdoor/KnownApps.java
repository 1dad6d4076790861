package dev.corral.gateway.appdoor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.corral.gateway.dispatcher.AppDoor;
import dev.corral.gateway.dispatcher.Apps;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Apps as the dispatcher tells them, remembered for a moment: a page is dozens of requests.
@ApplicationScoped
public class KnownApps {
  private static final int MOST = 1_000;
  private static final Duration BETWEEN_WAKES = Duration.ofSeconds(10);

  private final Apps apps;
  private final Cache<String, AppDoor> known;
  private final Cache<String, Boolean> woken =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(BETWEEN_WAKES).build();

  KnownApps(Apps apps, AppDoorConfig config) {
    this.apps = apps;
    this.known =
        Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(config.remember()).build();
  }

  /// The app as it was a moment ago, or nothing when that is not known.
  @Nullable AppDoor glance(String name) {
    return known.getIfPresent(name);
  }

  /// The app as it is now.
  AppDoor now(String name, String principal) {
    AppDoor door = apps.door(name, principal);
    if (door.endpoint() == null) {
      known.invalidate(name);
    } else {
      known.put(name, door);
    }
    return door;
  }

  /// Its pod did not answer: it may be another one by now.
  void doubt(String name) {
    known.invalidate(name);
  }

  /// Brings the app back, once for everybody who waits; says why when that is refused.
  Optional<String> wake(AppDoor door, String principal) {
    if (woken.asMap().putIfAbsent(door.app().uid(), true) != null) {
      return Optional.empty();
    }
    try {
      apps.wake(door.app().name(), principal);
      return Optional.empty();
    } catch (ProblemException e) {
      woken.invalidate(door.app().uid());
      return e.problem() instanceof Problem.Conflict(String detail)
          ? Optional.of(detail)
          : Optional.empty();
    }
  }
}
