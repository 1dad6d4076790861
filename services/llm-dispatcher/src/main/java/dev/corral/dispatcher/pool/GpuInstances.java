package dev.corral.dispatcher.pool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The GPU instance types that a ladder may name, and what is in them.
public final class GpuInstances {
  private static final String TABLE = "/pool/gpu-instances.csv";
  private static final Map<String, GpuInstance> ALL = load();

  private GpuInstances() {}

  /// One instance type.
  public record GpuInstance(
      String type, int vcpus, int memoryMib, int gpus, String gpu, int gpuMemoryMib) {}

  /// What is known of the type.
  public static Optional<GpuInstance> find(String type) {
    return Optional.ofNullable(ALL.get(type));
  }

  private static Map<String, GpuInstance> load() {
    var stream = Objects.requireNonNull(GpuInstances.class.getResourceAsStream(TABLE), TABLE);
    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(GpuInstances::parse)
          .collect(Collectors.toUnmodifiableMap(GpuInstance::type, Function.identity()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GpuInstance parse(String line) {
    String[] cells = line.split(",", -1);
    return new GpuInstance(
        cells[0],
        Integer.parseInt(cells[1]),
        Integer.parseInt(cells[2]),
        Integer.parseInt(cells[3]),
        cells[4],
        Integer.parseInt(cells[5]));
  }
}
