package dev.corral.local.kubernetes;

import dev.corral.local.kubernetes.karpenter.SimulatedKarpenter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What one server is told at its start.
///
/// @param port 0 for a free one
/// @param definitions directories of CustomResourceDefinitions to apply
/// @param engine how to run engines; without it model pods only become ready
/// @param cloud where the simulated Karpenter gets its instances
public record ClusterOptions(
    int port,
    Path stateDirectory,
    List<Path> definitions,
    Optional<EngineOptions> engine,
    SimulatedKarpenter.Cloud cloud) {
  /// The engine program, the Java to run it with, the model it loads and the ports it may use.
  public record EngineOptions(Path jar, Path java, Path model, int firstPort, int lastPort) {}
}
