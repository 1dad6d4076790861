package dev.corral.local.cloud.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.local.cloud.aws.Fixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstanceTypesTest {
  private static final Path TABLE =
      Path.of("../../services/llm-dispatcher/src/main/resources/pool/gpu-instances.csv");

  @Test
  void everyTypeThatAPoolMayAskForExistsHereWithTheSameSize() throws Exception {
    var types = new InstanceTypes(new Fixtures(Path.of("none")));
    var rows = Files.readAllLines(TABLE).stream().filter(row -> !row.startsWith("#")).toList();
    assertTrue(rows.size() > 10);
    for (var row : rows) {
      var columns = List.of(row.split(","));
      var type = types.find(columns.getFirst()).orElseThrow();
      assertEquals(columns.get(1), type.at("/vCpuInfo/defaultVCpus").asText(), row);
      assertEquals(columns.get(3), type.at("/gpuInfo/gpus/0/count").asText(), row);
    }
  }
}
