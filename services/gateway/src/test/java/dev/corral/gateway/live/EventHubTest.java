package dev.corral.gateway.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.gateway.live.Signal.Change;
import dev.corral.gateway.session.Caller;
import dev.corral.gateway.session.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventHubTest {
  private static final String START = id(0);

  private final List<Signal> heard = new ArrayList<>();

  @Test
  void aChangeIsHeardOnce() {
    EventHub hub = new EventHub(10, START);
    hub.listen(person("alice"), null, heard::add);
    hub.publish(change(1, "alice"));
    hub.publish(change(1, "alice"));
    hub.publish(change(2, "alice"));
    hub.publish(change(1, "alice"));
    assertThat(heard).containsExactly(change(1, "alice"), change(2, "alice"));
    assertThat(hub.newest()).isEqualTo(id(2));
  }

  @Test
  void whoIsGoneHearsNothing() {
    EventHub hub = new EventHub(10, START);
    EventHub.Subscription subscription = hub.listen(person("alice"), null, heard::add);
    subscription.cancel();
    hub.publish(change(1, "alice"));
    hub.heartbeat();
    assertThat(heard).isEmpty();
    assertThat(hub.listeners()).isZero();
  }

  @Test
  void whatIsForgottenIsSaidToBeForgotten() {
    EventHub hub = new EventHub(2, START);
    for (int i = 1; i <= 4; i++) {
      hub.publish(change(i, "alice"));
    }
    hub.listen(person("alice"), id(1), heard::add);
    assertThat(heard).containsExactly(new Signal.Reset());
    heard.clear();
    hub.listen(person("alice"), id(2), heard::add);
    assertThat(heard).containsExactly(change(3, "alice"), change(4, "alice"));
  }

  /// Whatever happens before and after the break: who resumes has heard exactly their own events,
  /// in order, once.
  @Property
  void resumingLosesAndRepeatsNothing(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 2) Integer> owners,
      @ForAll @IntRange(min = 0, max = 30) int cut) {
    EventHub hub = new EventHub(100, START);
    List<Signal> all = new ArrayList<>();
    EventHub.Subscription first = hub.listen(person("p1"), null, all::add);
    int at = Math.min(cut, owners.size());
    for (int i = 0; i < owners.size(); i++) {
      if (i == at) {
        first.cancel();
      }
      hub.publish(change(i + 1, "p" + owners.get(i)));
    }
    first.cancel();
    String last = all.isEmpty() ? START : ((Change) all.getLast()).id();
    hub.listen(person("p1"), last, all::add);
    List<Signal> expected = new ArrayList<>();
    for (int i = 0; i < owners.size(); i++) {
      if (owners.get(i) == 1) {
        expected.add(change(i + 1, "p1"));
      }
    }
    assertThat(all).isEqualTo(expected);
  }

  private static Change change(int n, String owner) {
    return new Change(id(n), owner, Set.of(), "{}");
  }

  private static String id(int n) {
    return UlidFloor.at(Instant.EPOCH.plusMillis(1_000 + n));
  }

  private static Caller person(String id) {
    return new Caller(id, id, Set.of(Role.USER), Set.of("corral-user"), Instant.MAX);
  }
}
