package dev.corral.dispatcher.engine;

/// How large the pods of models are.
public final class Sizes {
  private final EngineConfig.Cpu cpu;
  private final EngineConfig.Gpu gpu;

  Sizes(EngineConfig.Cpu cpu, EngineConfig.Gpu gpu) {
    this.cpu = cpu;
    this.gpu = gpu;
  }

  /// What a pod of the model takes.
  Footprint of(ServedModel model) {
    return model.gpus() == 0 ? Footprint.cpu(cpu) : Footprint.gpu(gpu, model.gpus());
  }
}
