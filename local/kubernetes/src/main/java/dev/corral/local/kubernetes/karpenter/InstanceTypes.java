package dev.corral.local.kubernetes.karpenter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The instance types there are, cheapest first.
record InstanceTypes(List<InstanceType> all) {
  private static final String LABEL = "karpenter.k8s.aws/instance-";

  /// Those of the table that comes with this server.
  static InstanceTypes known() {
    try (InputStream in = InstanceTypes.class.getResourceAsStream("instance-types.csv")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return new InstanceTypes(
          text.lines()
              .filter(line -> !line.startsWith("#") && !line.startsWith("type,"))
              .map(line -> of(line.split(",", -1)))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InstanceType of(String[] cells) {
    Amounts capacity = amounts(cells[2], cells[3] + "Mi", cells[6], cells[7]);
    Amounts allocatable = amounts(cells[4], cells[5], cells[6], cells[7]);
    return new InstanceType(cells[0], labels(cells), capacity, allocatable);
  }

  private static Amounts amounts(String cpu, String memory, String pods, String gpus) {
    Amounts amounts =
        Amounts.none()
            .with("cpu", Amounts.parse(cpu))
            .with("memory", Amounts.parse(memory))
            .with("pods", Amounts.parse(pods))
            .with("ephemeral-storage", Amounts.parse("150Gi"));
    return gpus.equals("0") ? amounts : amounts.with(Names.GPU, Amounts.parse(gpus));
  }

  private static Map<String, String> labels(String[] cells) {
    String family = cells[0].substring(0, cells[0].indexOf('.'));
    Map<String, String> labels = new TreeMap<>();
    labels.put(Names.INSTANCE_TYPE, cells[0]);
    labels.put(Names.ARCHITECTURE, cells[1]);
    labels.put(Names.SYSTEM, "linux");
    labels.put(LABEL + "family", family);
    labels.put(LABEL + "size", cells[0].substring(family.length() + 1));
    labels.put(LABEL + "category", family.replaceAll("\\d.*", ""));
    labels.put(LABEL + "generation", family.replaceAll("^\\D+(\\d+).*", "$1"));
    labels.put(LABEL + "cpu", cells[2]);
    labels.put(LABEL + "memory", cells[3]);
    labels.put(LABEL + "hypervisor", "nitro");
    put(labels, "gpu-name", cells[8]);
    put(labels, "gpu-manufacturer", cells[9]);
    put(labels, "gpu-count", cells[10]);
    put(labels, "gpu-memory", cells[11]);
    put(labels, "local-nvme", cells[12]);
    return labels;
  }

  private static void put(Map<String, String> labels, String name, String value) {
    if (!value.isEmpty()) {
      labels.put(LABEL + name, value);
    }
  }
}
