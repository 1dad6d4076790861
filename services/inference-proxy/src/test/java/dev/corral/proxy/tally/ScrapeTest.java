package dev.corral.proxy.tally;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What Prometheus reads: names, units, labels and bounds that dashboards rely on, and what an
/// engine's parts of a count become on each road.
@QuarkusTest
@QuarkusTestResource(World.class)
class ScrapeTest {
  private static final String MODEL = "scraped";
  private static final String LABELS =
      "gen_ai_operation_name=\"chat\",gen_ai_provider_name=\"vllm\",gen_ai_request_model=\"scraped\"";
  private static final String USAGE =
      "\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":20,"
          + "\"prompt_tokens_details\":{\"cached_tokens\":10},"
          + "\"completion_tokens_details\":{\"reasoning_tokens\":5}}";
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  @BeforeEach
  void publish() {
    Scene.engine()
        .script(
            MODEL,
            call -> {
              if (call.body().contains("\"stream\":true")) {
                call.streamHead();
                call.chunk(
                    "data: {\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\n"
                        + "data: {\"choices\":[],"
                        + USAGE
                        + "}\n\ndata: [DONE]\n\n");
                call.last();
              } else {
                call.whole(
                    200,
                    "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"x\"}}],"
                        + USAGE
                        + "}");
              }
            });
    if (!listed()) {
      Scene.model(MODEL, "alice", true, "vllm", Map.of("corral.dev/dialect", "openai"));
    }
    await().ignoreExceptions().until(ScrapeTest::listed);
  }

  private static boolean listed() {
    return RestAssured.given()
            .header("authorization", "Bearer " + Scene.KEY)
            .get("/v1/models/" + MODEL)
            .statusCode()
        == 200;
  }

  private static Response ask(String path, boolean stream) {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .contentType("application/json")
        .body(
            "{\"model\":\"%s\",\"stream\":%s,\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                .formatted(MODEL, stream))
        .post(path);
  }

  private static List<String> scrape() {
    int port = ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
    return RestAssured.get("http://127.0.0.1:" + port + "/q/metrics").asString().lines().toList();
  }

  /// Values of a series of the model by one of its labels.
  private static Map<String, Double> by(String label, String name) {
    Map<String, Double> values = new TreeMap<>();
    samples(name)
        .forEach(line ->
            values.merge(
                labels(line).getOrDefault(label, ""),
                Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)),
                Double::sum));
    return values;
  }

  private static Stream<String> samples(String name) {
    return scrape().stream().filter(line -> line.startsWith(name + "{") && line.contains(LABELS));
  }

  private static Map<String, String> labels(String line) {
    Map<String, String> labels = new TreeMap<>();
    Matcher each = LABEL.matcher(line);
    while (each.find()) {
      labels.put(each.group(1), each.group(2));
    }
    return labels;
  }

  private static void bounds(String name, String... expected) {
    assertTrue(scrape().contains("# TYPE " + name + " histogram"), name);
    List<String> found =
        by("le", name + "_bucket").keySet().stream()
            .sorted((a, b) ->
                Double.compare(
                    Double.parseDouble(a.replace("+Inf", "Infinity")),
                    Double.parseDouble(b.replace("+Inf", "Infinity"))))
            .toList();
    assertEquals(Stream.concat(Stream.of(expected), Stream.of("+Inf")).toList(), found, name);
  }

  @Test
  void namesUnitsAndBounds() {
    assertEquals(200, ask("/v1/chat/completions", true).statusCode());
    assertEquals(200, ask("/v1/chat/completions", false).statusCode());
    await().until(() -> samples("gen_ai_client_token_usage_token_count").count() == 2);
    bounds(
        "gen_ai_server_request_duration_seconds",
        ("0.01 0.02 0.04 0.08 0.16 0.32 0.64 1.28 2.56 5.12 10.24 20.48 40.96 81.92 163.84 327.68 "
                + "655.36 1310.72")
            .split(" "));
    bounds(
        "gen_ai_server_time_to_first_token_seconds",
        ("0.001 0.005 0.01 0.02 0.04 0.06 0.08 0.1 0.25 0.5 0.75 1.0 2.5 5.0 7.5 10.0 30.0 60.0 "
                + "120.0 300.0")
            .split(" "));
    bounds(
        "gen_ai_server_time_per_output_token_seconds",
        "0.001 0.0025 0.005 0.01 0.025 0.05 0.075 0.1 0.15 0.2 0.3 0.4 0.5 0.75 1.0 2.5"
            .split(" "));
    bounds(
        "gen_ai_client_token_usage_token",
        ("1.0 4.0 16.0 64.0 256.0 1024.0 4096.0 16384.0 65536.0 262144.0 1048576.0 4194304.0 "
                + "1.6777216E7 6.7108864E7")
            .split(" "));
    Map<String, String> labels =
        labels(samples("gen_ai_server_request_duration_seconds_count").findFirst().orElseThrow());
    assertEquals("done", labels.get("outcome"));
    assertEquals("", labels.get("error_type"));
  }

  @Test
  void partsAreCountedBesideTheUsageAndNotInIt() {
    Map<String, Double> before = by("gen_ai_token_type", "corral_tokens_part_token_total");
    double used = sum("gen_ai_client_token_usage_token_sum");
    Response whole = ask("/v1/chat/completions", false);
    assertEquals(10, (int) whole.path("usage.prompt_tokens_details.cached_tokens"));
    ask("/v1/chat/completions", true);
    Response translated = ask("/v1/messages", false);
    assertEquals(10, (int) translated.path("usage.cache_read_input_tokens"));
    assertEquals(20, (int) translated.path("usage.input_tokens"));
    String stream = ask("/v1/messages", true).asString();
    assertTrue(stream.contains("\"cache_read_input_tokens\":10"), stream);
    await().until(() -> sum("gen_ai_client_token_usage_token_sum") == used + 4 * (30 + 20));
    Map<String, Double> after = by("gen_ai_token_type", "corral_tokens_part_token_total");
    assertEquals(
        40, after.getOrDefault("cached_input", 0.0) - before.getOrDefault("cached_input", 0.0));
    assertEquals(20, after.getOrDefault("reasoning", 0.0) - before.getOrDefault("reasoning", 0.0));
    assertFalse(after.containsKey("cache_creation_input"));
  }

  private static double sum(String name) {
    return by("gen_ai_token_type", name).values().stream().mapToDouble(each -> each).sum();
  }
}
