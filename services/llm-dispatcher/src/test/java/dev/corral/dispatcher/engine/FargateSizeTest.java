package dev.corral.dispatcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The table of sizes, and that our pods never pay for the next one.
class FargateSizeTest {
  static Iterable<FargateSize> all() {
    return FargateSize.ALL;
  }

  @ParameterizedTest
  @MethodSource("all")
  void allThatIsUsableOfASizeGetsThatSize(FargateSize size) {
    assertThat(FargateSize.holding(size.cpuMillis(), size.usableMemoryMi())).contains(size);
  }

  @ParameterizedTest
  @MethodSource("all")
  void oneMebibyteMoreGetsAnother(FargateSize size) {
    assertThat(FargateSize.holding(size.cpuMillis(), size.usableMemoryMi() + 1))
        .isNotEqualTo(Optional.of(size));
  }

  @ParameterizedTest
  @CsvSource({
    "250, 256, 250, 512",
    "500, 768, 500, 1024",
    "1000, 8192, 2000, 9216",
    "2000, 7936, 2000, 8192",
    "100, 300, 250, 1024",
    "3000, 12288, 4000, 13312",
    "16000, 122624, 16000, 122880"
  })
  void requestsAreRoundedUpWithTheOverhead(int cpu, int memory, int sizeCpu, int sizeMemory) {
    assertThat(FargateSize.holding(cpu, memory)).contains(new FargateSize(sizeCpu, sizeMemory));
  }

  @Test
  void whatIsTooLargeHasNoSize() {
    assertThat(FargateSize.holding(16_001, 1024)).isEmpty();
    assertThat(FargateSize.holding(16_000, 122_880)).isEmpty();
  }

  @Test
  void onlySizesThatAreSoldCanBeConfigured() {
    assertThat(FargateSize.of(0.5, 2)).isEqualTo(new FargateSize(500, 2048));
    assertThatThrownBy(() -> FargateSize.of(1, 9)).hasMessageContaining("no size of 1.0 vCPU");
    assertThatThrownBy(() -> FargateSize.of(3, 8)).isInstanceOf(IllegalArgumentException.class);
  }
}
