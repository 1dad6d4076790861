package dev.corral.dispatcher.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One of the sizes that Fargate sells. It adds 256 MiB to what a pod asks for and rounds up, so a
/// pod that asks for all of a size gets, and pays, the next one.
///
/// @param cpuMillis thousandths of a vCPU
/// @param memoryMi MiB of the whole size
public record FargateSize(int cpuMillis, int memoryMi) {
  /// What Fargate keeps of every pod's memory.
  public static final int OVERHEAD_MI = 256;

  /// Every size, the smallest first.
  public static final List<FargateSize> ALL =
      Stream.of(
              sizes(250, 512, 512, 512),
              sizes(250, 1024, 2048, 1024),
              sizes(500, 1024, 4096, 1024),
              sizes(1000, 2048, 8192, 1024),
              sizes(2000, 4096, 16_384, 1024),
              sizes(4000, 8192, 30_720, 1024),
              sizes(8000, 16_384, 61_440, 4096),
              sizes(16_000, 32_768, 122_880, 8192))
          .flatMap(s -> s)
          .toList();

  /// The size that a pod with these requests gets, or nothing when none is large enough.
  public static Optional<FargateSize> holding(int cpuMillis, int memoryMi) {
    return ALL.stream()
        .filter(size -> size.cpuMillis >= cpuMillis)
        .filter(size -> size.memoryMi >= memoryMi + OVERHEAD_MI)
        .findFirst();
  }

  /// The size of exactly this many vCPU and GiB.
  ///
  /// @throws IllegalArgumentException when Fargate has none
  public static FargateSize of(double vcpu, int memoryGib) {
    var size = new FargateSize((int) Math.round(vcpu * 1000), memoryGib * 1024);
    if (!ALL.contains(size)) {
      throw new IllegalArgumentException(
          "Fargate has no size of " + vcpu + " vCPU and " + memoryGib + " GiB");
    }
    return size;
  }

  /// The most memory that a pod may ask for without spilling into the next size.
  public int usableMemoryMi() {
    return memoryMi - OVERHEAD_MI;
  }

  private static Stream<FargateSize> sizes(int cpuMillis, int from, int to, int step) {
    return IntStream.iterate(from, memory -> memory <= to, memory -> memory + step)
        .mapToObj(memory -> new FargateSize(cpuMillis, memory));
  }
}
