package dev.corral.gateway.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.gateway.contract.ProviderExamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The metrics service's own examples, read with the records of this gateway.
class MeteringContractTest {
  private static final ProviderExamples EXAMPLES = new ProviderExamples("metrics");

  @Test
  void summary() {
    Summary summary = EXAMPLES.readsFaithfully("summary", Summary.class);
    assertThat(summary.models().active()).isEqualTo(1);
    assertThat(summary.asOf()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"usage-by-model", "usage-by-principal", "usage-empty"})
  void usage(String example) {
    Usage usage = EXAMPLES.readsFaithfully(example, Usage.class);
    assertThat(usage.from()).isBefore(usage.to());
    assertThat(usage.totals().requests())
        .isEqualTo(usage.items().stream().mapToLong(Usage.Row::requests).sum());
  }

  @Test
  void latency() {
    Latency latency = EXAMPLES.readsFaithfully("latency", Latency.class);
    assertThat(latency.items())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.model()).isNotEmpty());
  }
}
