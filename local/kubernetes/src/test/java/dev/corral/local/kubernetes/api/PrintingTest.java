package dev.corral.local.kubernetes.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.json.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Ages, JSON paths and resource paths.
class PrintingTest {
  @Test
  void agesReadAsKubectlWritesThem() {
    assertEquals("119s", Age.text(Duration.ofSeconds(119)));
    assertEquals("2m", Age.text(Duration.ofSeconds(120)));
    assertEquals("9m59s", Age.text(Duration.ofSeconds(599)));
    assertEquals("3h5m", Age.text(Duration.ofMinutes(185)));
    assertEquals("47h", Age.text(Duration.ofHours(47)));
    assertEquals("2d1h", Age.text(Duration.ofHours(49)));
    assertEquals("0s", Age.text(Duration.ofSeconds(-5)));
  }

  @Test
  void jsonPathsOfPrinterColumns() throws Exception {
    JsonNode root =
        Json.parse(
            "{\"a\":{\"b.c\":1,\"l\":[{\"t\":\"x\",\"s\":\"X\"},{\"t\":\"y\",\"s\":\"Y\"}]}}"
                .getBytes());
    assertEquals("1", text(root, ".a.b\\.c"));
    assertEquals("1", text(root, ".a['b.c']"));
    assertEquals("Y", text(root, ".a.l[?(@.t==\"y\")].s"));
    assertEquals("X", text(root, "{.a.l[0].s}"));
    assertEquals(2, JsonPath.find(root, ".a.l[*].s").size());
    assertEquals(List.of(), JsonPath.find(root, ".a.nothing.here"));
  }

  private static String text(JsonNode root, String path) {
    return JsonPath.find(root, path).getFirst().asText();
  }

  @Test
  void pathsNameTheirObjects() {
    ResourcePath status =
        ResourcePath.parse("/apis/apps/v1/namespaces/d/deployments/w/status").orElseThrow();
    assertEquals(
        "d/deployments/w/status",
        status.namespace()
            + "/"
            + status.plural()
            + "/"
            + status.name()
            + "/"
            + status.subresource());
    ResourcePath namespace = ResourcePath.parse("/api/v1/namespaces/d/status").orElseThrow();
    assertEquals(
        "/namespaces/d/status",
        namespace.namespace()
            + "/"
            + namespace.plural()
            + "/"
            + namespace.name()
            + "/"
            + namespace.subresource());
    assertEquals("pods", ResourcePath.parse("/api/v1/namespaces/d/pods").orElseThrow().plural());
    assertEquals(false, ResourcePath.parse("/apis/apps/v1").isPresent());
    assertEquals(false, ResourcePath.parse("/api/v1/namespaces/d/pods/a/b/c").isPresent());
    assertEquals(false, ResourcePath.parse("/api/v1//pods").isPresent());
  }
}
