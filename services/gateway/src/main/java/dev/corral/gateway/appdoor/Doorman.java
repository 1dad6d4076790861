package dev.corral.gateway.appdoor;

import dev.corral.gateway.carry.Carry;
import dev.corral.gateway.dispatcher.AppDoor;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/// Stands at every app's host and decides about each request: who is it, may they in, is the app
/// there. What is known from a moment ago is decided on the spot, everything else on a thread that
/// may wait.
final class Doorman {
  private static final Logger LOG = Logger.getLogger(Doorman.class);
  private static final Set<String> STUCK = Set.of("failed", "terminating", "terminated");

  /// Parts of the door that he works with.
  record Hands(
      AppHosts hosts,
      KnownApps apps,
      KnownGuests guests,
      Entrance entrance,
      DoorCookies cookies,
      DoorPages pages,
      AppHeaders headers) {}

  private final Hands hands;
  private final AppDoorConfig config;
  private final HttpClient client;
  private final Executor waiting;

  /// @param waiting runs what may block
  Doorman(Hands hands, AppDoorConfig config, HttpClient client, Executor waiting) {
    this.hands = hands;
    this.config = config;
    this.client = client;
    this.waiting = waiting;
  }

  /// Answers a request to the host of `app`, or carries it there.
  void receive(HttpServerRequest request, Context context, String app) {
    request.pause();
    String path = Objects.requireNonNullElse(request.path(), "/");
    if (path.startsWith(Entrance.OURS)) {
      onThread(request, context, () -> own(request, path, app));
      return;
    }
    if (Visit.isFromAnotherSite(request, hands.hosts().origin(app))) {
      hands.pages().otherSite(request);
      return;
    }
    Optional<String> session = hands.cookies().session(request);
    if (session.isEmpty()) {
      hands.entrance().ask(request, app);
      return;
    }
    Guest guest = hands.guests().glance(session.get());
    AppDoor door = hands.apps().glance(app);
    if (guest != null && door != null && guest.uid().equals(door.app().uid())) {
      judge(request, guest, door, app).run();
    } else {
      onThread(request, context, () -> lookUp(request, session.get(), app));
    }
  }

  private Runnable own(HttpServerRequest request, String path, String app) {
    return switch (path) {
      case Entrance.ENTER -> hands.entrance().enter(request, app);
      case Entrance.SIGN_OUT -> hands.entrance().leave(request);
      default -> () -> hands.pages().unknown(request);
    };
  }

  private Runnable lookUp(HttpServerRequest request, String session, String app) {
    Optional<Guest> guest = hands.guests().now(session);
    if (guest.isEmpty()) {
      return () -> hands.entrance().ask(request, app);
    }
    AppDoor door = hands.apps().now(app, guest.get().id());
    if (door.endpoint() == null && mayCome(door) && guest.get().mayEnter(door)) {
      hands.apps().wake(door, guest.get().id());
    }
    return judge(request, guest.get(), door, app);
  }

  private Runnable judge(HttpServerRequest request, Guest guest, AppDoor door, String app) {
    if (!guest.app().equals(app) || !guest.uid().equals(door.app().uid())) {
      return () -> hands.entrance().ask(request, app);
    }
    if (!guest.mayEnter(door)) {
      return () -> hands.pages().unknown(request);
    }
    if (door.endpoint() != null) {
      return () -> carry(request, guest, door);
    }
    return mayCome(door)
        ? () -> hands.pages().waiting(request, door)
        : () -> hands.pages().stuck(request, door);
  }

  private static boolean mayCome(AppDoor door) {
    return !STUCK.contains(door.app().state()) && !door.app().suspended();
  }

  private void carry(HttpServerRequest request, Guest guest, AppDoor door) {
    String host = Optional.ofNullable(request.getHeader("host")).orElse("");
    AppWay way =
        new AppWay(
            door,
            guest,
            host,
            config,
            hands.headers(),
            (refused, late) -> {
              hands.apps().doubt(door.app().name());
              hands.pages().unreachable(refused, late);
            });
    new Carry(client, way).carry(request);
  }

  /// Runs `work` where it may wait, and what comes of it back on the request's own event loop.
  private void onThread(HttpServerRequest request, Context context, Callable<Runnable> work) {
    waiting.execute(() -> {
      Runnable answer = attempt(request, work);
      context.runOnContext(done -> {
        if (!request.response().closed()) {
          answer.run();
        }
      });
    });
  }

  private Runnable attempt(HttpServerRequest request, Callable<Runnable> work) {
    try {
      return work.call();
    } catch (ProblemException e) {
      return e.problem() instanceof Problem.NotFound
          ? () -> hands.pages().unknown(request)
          : () -> hands.pages().unreachable(request, false);
    } catch (Exception e) {
      LOG.errorf(e, "the door to an app failed");
      return () -> hands.pages().unreachable(request, false);
    }
  }
}
