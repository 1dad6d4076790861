package dev.corral.gateway.datapath;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.MultiMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CarriedHeadersTest {
  private static MultiMap carried(Map<String, String> headers) {
    MultiMap to = MultiMap.caseInsensitiveMultiMap();
    CarriedHeaders.inward(MultiMap.caseInsensitiveMultiMap().addAll(headers), to);
    return to;
  }

  @Test
  void whatConnectionNamesStaysHere() {
    MultiMap to = carried(Map.of("connection", "x-mine", "x-mine", "1", "accept", "*/*"));
    assertFalse(to.contains("x-mine"));
    assertEquals("*/*", to.get("accept"));
  }

  @Test
  void connectionCannotTakeTheFrameFromARequest() {
    MultiMap to =
        carried(
            Map.of(
                "connection",
                "content-length, authorization, content-type",
                "content-length",
                "2",
                "authorization",
                "Bearer x",
                "content-type",
                "application/json"));
    assertEquals("2", to.get("content-length"));
    assertEquals("Bearer x", to.get("authorization"));
    assertEquals("application/json", to.get("content-type"));
  }
}
