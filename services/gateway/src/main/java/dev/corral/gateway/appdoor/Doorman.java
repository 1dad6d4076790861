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
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Stands at every app's host and decides about each request: who is it, may they in, is the app
/// there. What is known from a moment ago is decided on the spot, everything else on a thread that
/// may wait. Whoever stays long is asked again.
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
      AppHeaders headers,
      Waiting waiting) {}

  private final Hands hands;
  private final AppDoorConfig config;
  private final HttpClient client;

  Doorman(Hands hands, AppDoorConfig config, HttpClient client) {
    this.hands = hands;
    this.config = config;
    this.client = client;
  }

  /// Answers a request to the host of `app`, or carries it there.
  void receive(HttpServerRequest request, Context context, String app) {
    request.pause();
    String path = Objects.requireNonNullElse(request.path(), "/");
    if (Visit.isFromAnotherSite(request, hands.hosts().origin(app))) {
      hands.pages().otherSite(request);
      return;
    }
    if (path.startsWith(Entrance.OURS)) {
      onThread(request, context, () -> own(request, path, app));
      return;
    }
    Optional<String> session = hands.cookies().session(request);
    if (session.isEmpty()) {
      hands.entrance().ask(request, app);
      return;
    }
    Guest guest = hands.guests().glance(session.get());
    AppDoor door = hands.apps().glance(app);
    var visit = new Arrival(request, context, session.get(), app, false);
    if (guest != null && door != null && guest.uid().equals(door.app().uid())) {
      judge(visit, guest, door).run();
    } else {
      onThread(request, context, () -> lookUp(visit));
    }
  }

  private Runnable own(HttpServerRequest request, String path, String app) {
    return switch (path) {
      case Entrance.ENTER -> hands.entrance().enter(request, app);
      case Entrance.SIGN_OUT -> hands.entrance().leave(request);
      default -> () -> hands.pages().unknown(request);
    };
  }

  private Runnable lookUp(Arrival visit) {
    Optional<Guest> guest = hands.guests().now(visit.session());
    if (guest.isEmpty() || !guest.get().app().equals(visit.app())) {
      return () -> hands.entrance().ask(visit.request(), visit.app());
    }
    AppDoor door = hands.apps().now(visit.app(), guest.get().id());
    if (door.endpoint() == null && mayCome(door) && guest.get().mayEnter(door)) {
      // A page's scripts keep asking for ever; only somebody who looks brings an app back.
      Optional<String> refusal =
          Visit.isNavigation(visit.request())
              ? hands.apps().wake(door, guest.get().id())
              : Optional.empty();
      if (refusal.isPresent()) {
        return () -> hands.pages().stuck(visit.request(), door, refusal.get());
      }
    }
    return judge(visit, guest.get(), door);
  }

  private Runnable judge(Arrival visit, Guest guest, AppDoor door) {
    HttpServerRequest request = visit.request();
    if (!guest.app().equals(visit.app()) || !guest.uid().equals(door.app().uid())) {
      return () -> hands.entrance().ask(request, visit.app());
    }
    if (!guest.mayEnter(door)) {
      return () -> hands.pages().unknown(request);
    }
    if (door.endpoint() != null) {
      return () -> carry(visit, guest, door);
    }
    return mayCome(door)
        ? () -> hands.pages().waiting(request, door)
        : () -> hands.pages().stuck(request, door);
  }

  private static boolean mayCome(AppDoor door) {
    return !STUCK.contains(door.app().state()) && !door.app().suspended();
  }

  private void carry(Arrival visit, Guest guest, AppDoor door) {
    String host = Objects.requireNonNullElse(visit.request().getHeader("host"), "");
    var way =
        new AppWay(
            door, guest, host, config, hands.headers(), (refused, late) -> unanswered(visit, late));
    var clock = new AtomicLong();
    var vertx = visit.context().owner();
    var carry = new Carry(client, way, visit.request(), () -> vertx.cancelTimer(clock.get()));
    clock.set(vertx.setPeriodic(config.recheck().toMillis(), tick -> askAgain(visit, carry)));
    carry.start();
  }

  /// The pod that was known is gone, or another one by now: who looks gets one more try.
  private void unanswered(Arrival visit, boolean late) {
    hands.apps().doubt(visit.app());
    if (visit.again() || late || !Visit.isNavigation(visit.request())) {
      hands.pages().unreachable(visit.request(), late);
      return;
    }
    onThread(visit.request(), visit.context(), () -> lookUp(visit.oncemore()));
  }

  /// A stream or a WebSocket may outlast its session, or what the app is shared with.
  private void askAgain(Arrival visit, Carry carry) {
    hands
        .waiting()
        .run(() -> {
          if (!mayStay(visit)) {
            visit.context().runOnContext(turn -> carry.cut());
          }
        });
  }

  private boolean mayStay(Arrival visit) {
    try {
      Optional<Guest> guest = hands.guests().now(visit.session());
      return guest.isPresent()
          && guest.get().mayEnter(hands.apps().now(visit.app(), guest.get().id()));
    } catch (ProblemException e) {
      // What cannot be asked now is asked at the next turn.
      return !(e.problem() instanceof Problem.NotFound);
    }
  }

  /// Runs `work` where it may wait, and what comes of it back on the request's own event loop.
  private void onThread(HttpServerRequest request, Context context, Callable<Runnable> work) {
    boolean taken =
        hands
            .waiting()
            .run(() -> {
              Runnable answer = attempt(request, work);
              context.runOnContext(done -> {
                if (!request.response().closed()) {
                  answer.run();
                }
              });
            });
    if (!taken) {
      hands.pages().crowded(request);
    }
  }

  private Runnable attempt(HttpServerRequest request, Callable<Runnable> work) {
    try {
      return work.call();
    } catch (ProblemException e) {
      return e.problem() instanceof Problem.NotFound
          ? () -> hands.pages().unknown(request)
          : () -> hands.pages().unreachable(request, false);
    } catch (Exception e) {
      // Its message may have words of the address, and the address a ticket.
      LOG.errorf("the door to an app failed: %s", e.getClass().getName());
      return () -> hands.pages().unreachable(request, false);
    }
  }

  /// Somebody with a session at an app's host.
  ///
  /// @param again whether the app did not answer them a moment ago
  private record Arrival(
      HttpServerRequest request, Context context, String session, String app, boolean again) {
    Arrival oncemore() {
      return new Arrival(request, context, session, app, true);
    }
  }
}
