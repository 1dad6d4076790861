package dev.corral.dispatcher.engine;

/// What one pod of a model takes from its node.
///
/// @param memoryMi MiB
/// @param storageGib GiB on the node's disk
/// @param gpus 0 without
public record Footprint(int cpuMillis, int memoryMi, int storageGib, int gpus) {
  /// A pod without a GPU: all of one Fargate size that a pod may have.
  public static Footprint cpu(EngineConfig.Cpu config) {
    FargateSize size = FargateSize.of(config.vcpu(), config.memoryGib());
    return new Footprint(size.cpuMillis(), size.usableMemoryMi(), config.storageGib(), 0);
  }

  /// A pod with GPUs.
  public static Footprint gpu(EngineConfig.Gpu config, int gpus) {
    return new Footprint(
        config.vcpu() * 1000 * gpus, config.memoryGib() * 1024 * gpus, config.storageGib(), gpus);
  }
}
