package dev.corral.dispatcher.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.lifecycle.Scale;
import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/// Replicas follow the requests, late enough that a burst moves nothing.
class ScaleRulesTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private final ScaleRules rules = new ScaleRules(new Times());

  /// As configured by default.
  static final class Times implements ScaleTimes {
    @Override
    public Duration upAfter() {
      return Duration.ofSeconds(5);
    }

    @Override
    public Duration downAfter() {
      return Duration.ofMinutes(2);
    }
  }

  @Test
  void moreComeAfterAWhileOfNeed() {
    Scale wanting = rules.next(model(0, 4), Scale.one(), 17, NOON);
    assertThat(wanting).isEqualTo(Scale.one().shortFrom(NOON));
    assertThat(rules.next(model(0, 4), wanting, 17, NOON.plusSeconds(4))).isEqualTo(wanting);
    assertThat(rules.next(model(0, 4), wanting, 17, NOON.plusSeconds(5))).isEqualTo(Scale.of(3));
  }

  @Test
  void aBurstMovesNothing() {
    Scale wanting = rules.next(model(0, 4), Scale.one(), 17, NOON);
    assertThat(rules.next(model(0, 4), wanting, 8, NOON.plusSeconds(3))).isEqualTo(Scale.one());
  }

  @Test
  void oneGoesAfterALongWhileOfPlenty() {
    Scale ample = rules.next(model(0, 4), Scale.of(3), 1, NOON);
    assertThat(rules.next(model(0, 4), ample, 1, NOON.plusSeconds(119))).isEqualTo(ample);
    assertThat(rules.next(model(0, 4), ample, 1, NOON.plusSeconds(120))).isEqualTo(Scale.of(2));
  }

  @Test
  void changedBoundsHoldAtOnce() {
    assertThat(rules.next(model(0, 2), Scale.of(4), 32, NOON)).isEqualTo(Scale.of(2));
    assertThat(rules.next(model(3, 4), Scale.one(), 0, NOON)).isEqualTo(Scale.of(3));
  }

  @Property
  void replicasStayInTheirBoundsAndMoveOneWayAtATime(
      @ForAll @Size(max = 100) List<@IntRange(max = 200) Integer> loads,
      @ForAll @IntRange(min = 1, max = 16) int most) {
    Scale scale = Scale.one();
    Instant now = NOON;
    for (int load : loads) {
      Scale next = rules.next(model(0, most), scale, load, now);
      assertThat(next.replicas()).isBetween(1, most);
      assertThat(next.replicas()).isGreaterThanOrEqualTo(scale.replicas() - 1);
      assertThat(next.shortSince().isPresent() && next.ampleSince().isPresent()).isFalse();
      scale = next;
      now = now.plusSeconds(20);
    }
  }

  private static ModelSpec model(int least, int most) {
    return new ModelSpec(
            Engine.OLLAMA,
            "ollama://tiny",
            "alice",
            null,
            least,
            most,
            8,
            null,
            null,
            null,
            null,
            null,
            null,
            null)
        .defaulted();
  }
}
