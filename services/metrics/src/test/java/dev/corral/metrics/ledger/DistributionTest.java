package dev.corral.metrics.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;

class DistributionTest {

  @Property
  void aQuantileIsInTheBucketOfTheTrueOne(
      @ForAll @NotEmpty List<@LongRange(max = 1_200_000) Long> values,
      @ForAll @DoubleRange(min = 0.01, max = 1) double share) {
    var sorted = values.stream().sorted().toList();
    var truth = sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    var upper = Distribution.BOUNDS_MS.stream().filter(it -> it >= truth).findFirst().orElseThrow();
    var lower = Distribution.BOUNDS_MS.stream().filter(it -> it < truth).reduce(0L, Math::max);

    var quantile = of(values).quantile(share).orElseThrow();

    assertTrue(lower <= quantile && quantile <= upper, truth + " became " + quantile);
  }

  @Property
  void theAverageIsExact(@ForAll @NotEmpty List<@LongRange(max = 9_000_000) Long> values) {
    var mean = values.stream().mapToLong(Long::longValue).average();
    assertEquals(mean.orElseThrow(), of(values).average().orElseThrow(), 1e-6);
  }

  @Property
  void quantilesGrow(@ForAll @NotEmpty List<@LongRange(max = 2_000_000) Long> values) {
    var distribution = of(values);
    assertTrue(
        distribution.quantile(0.5).orElseThrow() <= distribution.quantile(0.95).orElseThrow());
  }

  @Example
  void nothingHasNoQuantile() {
    assertEquals(OptionalDouble.empty(), Distribution.EMPTY.quantile(0.5));
    assertEquals(OptionalDouble.empty(), Distribution.EMPTY.average());
  }

  @Example
  void beyondTheLastBoundTheQuantileIsTheBound() {
    assertEquals(1_200_000, of(List.of(5_000_000L)).quantile(0.5).orElseThrow());
  }

  private static Distribution of(List<Long> values) {
    return values.stream()
        .map(value -> Distribution.of(OptionalLong.of(value)))
        .reduce(Distribution.EMPTY, Distribution::plus);
  }
}
