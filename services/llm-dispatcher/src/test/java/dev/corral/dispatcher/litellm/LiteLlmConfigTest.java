package dev.corral.dispatcher.litellm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.corral.dispatcher.GoldenFile;
import dev.corral.dispatcher.litellm.Prices.Price;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The rendered file means what was meant, whatever the routes are called (A39).
class LiteLlmConfigTest {
  private static final URI PROXY =
      URI.create("http://inference-proxy.corral-system.svc.cluster.local:8081/v1");
  private static final Set<String> OUR_VARIABLES =
      Set.of("os.environ/CORRAL_API_KEY", "os.environ/LITELLM_MASTER_KEY");
  private static final Set<String> OUR_KEYS =
      Set.of(
          "model_list",
          "model_name",
          "litellm_params",
          "model_info",
          "model",
          "api_base",
          "api_key",
          "aws_region_name",
          "id",
          "mode",
          "input_cost_per_token",
          "output_cost_per_token",
          "litellm_settings",
          "general_settings",
          "router_settings",
          "drop_params",
          "telemetry",
          "turn_off_message_logging",
          "redact_user_api_key_info",
          "set_verbose",
          "json_logs",
          "request_timeout",
          "master_key",
          "store_model_in_db",
          "store_prompts_in_spend_logs",
          "background_health_checks",
          "health_check_details",
          "disable_master_key_return",
          "allow_client_side_credentials",
          "forward_client_headers_to_llm_api",
          "num_retries",
          "disable_cooldowns");

  @Example
  void ourModelsAndBedrockWithPrices() {
    String yaml = config(true).render(routes());
    golden("direct.yaml", yaml);
  }

  @Example
  void bedrockIsAskedThroughUsUnlessItIsAllowedDirectly() {
    String yaml = config(false).render(routes());
    golden("through-us.yaml", yaml);
    assertThat(yaml).doesNotContain("bedrock/converse");
  }

  @Example
  void everyModelOfTheKey() {
    golden("every.yaml", config(false).render(List.of(new Route.Every())));
  }

  @Example
  void nothingToOffer() {
    golden("empty.yaml", config(false).render(List.of()));
  }

  @Property
  void theOrderDoesNotMatterAndTheChecksumFollowsTheText(@ForAll long seed) {
    var shuffled = new ArrayList<>(routes());
    Collections.shuffle(shuffled, new Random(seed));
    String yaml = config(true).render(shuffled);
    assertThat(yaml).isEqualTo(config(true).render(routes()));
    assertThat(LiteLlmConfig.checksum(yaml)).hasSize(64);
    assertThat(LiteLlmConfig.checksum(yaml))
        .isNotEqualTo(LiteLlmConfig.checksum(config(false).render(routes())));
  }

  @Property
  void whatIsAcceptedReadsBackAsItWasMeant(@ForAll("texts") String name, @ForAll("texts") String id)
      throws Exception {
    List<Route> accepted = accepted(name, id);
    String yaml = config(true).render(accepted);
    JsonNode tree = new YAMLMapper().readTree(yaml);
    assertThat(keys(tree, new TreeSet<>())).isSubsetOf(OUR_KEYS);
    assertThat(variables(tree, new TreeSet<>())).isSubsetOf(OUR_VARIABLES);
    for (JsonNode entry : tree.get("model_list")) {
      assertThat(entry.get("model_name").textValue()).isEqualTo(name);
      assertThat(entry.get("model_info").get("id").textValue()).isEqualTo(name);
    }
    Map<String, Object> python = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    assertThat(new com.fasterxml.jackson.databind.ObjectMapper().<JsonNode>valueToTree(python))
        .isEqualTo(new YAMLMapper().readTree(yaml));
  }

  @Example
  void whatLiteLlmWouldExecuteOrResolveIsRefused() {
    for (String text :
        List.of(
            "os.environ/LITELLM_MASTER_KEY",
            "OS.ENVIRON/x",
            "a/os.environ/b",
            "os.environ",
            "x\ncallbacks: [evil]",
            "success_callback: x",
            "\"}",
            "{{ x }}",
            "$(x)",
            "",
            "-",
            "x".repeat(300),
            "ünicode",
            "* ",
            "&a",
            "!!python/object/apply:os.system")) {
      assertThatThrownBy(() -> new Route.Ours(text, Route.Mode.CHAT))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageNotContaining("x");
      assertThatThrownBy(() -> new Route.Bedrock("a", text, "eu-central-1", Route.Mode.CHAT))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Route.Bedrock("a", "b", "eu-central-1\nx: y", Route.Mode.CHAT))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void zeroIsNoPriceAndSmallPricesStayNumbers() throws Exception {
    var free = new Price(Optional.of(BigDecimal.ZERO), Optional.of(new BigDecimal("-1")));
    var config = new LiteLlmConfig(PROXY, false, any -> free);
    String yaml = config.render(List.of(new Route.Ours("tiny", Route.Mode.CHAT)));
    assertThat(yaml).doesNotContain("cost_per_token");
    var small = new Price(Optional.of(new BigDecimal("3E-9")), Optional.empty());
    String priced =
        new LiteLlmConfig(PROXY, false, any -> small)
            .render(List.of(new Route.Ours("tiny", Route.Mode.CHAT)));
    assertThat(priced).contains("input_cost_per_token: 0.000000003\n");
    assertThat(new YAMLMapper().readTree(priced).findValue("input_cost_per_token").isNumber())
        .isTrue();
  }

  @Example
  void ourModelWinsOverABedrockModelOfTheSameName() {
    var ours = new Route.Ours("same", Route.Mode.CHAT);
    var theirs = new Route.Bedrock("same", "a.same", "eu-central-1", Route.Mode.CHAT);
    assertThat(config(true).render(List.of(theirs, ours)))
        .isEqualTo(config(true).render(List.of(ours)));
  }

  @Provide
  Arbitrary<String> texts() {
    var hostile =
        Arbitraries.of(
            "os.environ/X", "yes", "no", "1e3", "0x1f", "2026-11-20", "null", "~", "a: b", "- x");
    var plain = Arbitraries.strings().withCharRange('!', '~').ofMaxLength(30);
    return Arbitraries.oneOf(hostile, plain, Arbitraries.strings().alpha().ofMaxLength(20));
  }

  private static List<Route> accepted(String name, String id) {
    try {
      return List.of(new Route.Bedrock(name, id, "eu-central-1", Route.Mode.CHAT));
    } catch (IllegalArgumentException refused) {
      return List.of();
    }
  }

  private static Set<String> keys(JsonNode node, Set<String> into) {
    node.fieldNames().forEachRemaining(into::add);
    node.forEach(child -> keys(child, into));
    return into;
  }

  private static Set<String> variables(JsonNode node, Set<String> into) {
    if (node.isTextual() && node.textValue().contains("os.environ")) {
      into.add(node.textValue());
    }
    node.forEach(child -> variables(child, into));
    return into;
  }

  private static List<Route> routes() {
    return List.of(
        new Route.Ours("tiny", Route.Mode.CHAT),
        new Route.Ours("support-de", Route.Mode.CHAT),
        new Route.Ours("no", Route.Mode.EMBEDDING),
        new Route.Bedrock(
            "nova-lite-v1-0", "eu.amazon.nova-lite-v1:0", "eu-central-1", Route.Mode.CHAT),
        new Route.Bedrock(
            "ticket-triage",
            "arn:aws:bedrock:eu-central-1:000000000000:custom-model-deployment/q1w2e3",
            "eu-central-1",
            Route.Mode.CHAT),
        new Route.Bedrock(
            "titan-embed-text-v2-0",
            "amazon.titan-embed-text-v2:0",
            "eu-central-1",
            Route.Mode.EMBEDDING));
  }

  private static LiteLlmConfig config(boolean direct) {
    var known =
        new Price(Optional.of(new BigDecimal("6E-8")), Optional.of(new BigDecimal("2.4E-7")));
    var half = new Price(Optional.of(new BigDecimal("0.0000001")), Optional.empty());
    return new LiteLlmConfig(
        PROXY,
        direct,
        route ->
            switch (route.name()) {
              case "nova-lite-v1-0" -> known;
              case "tiny" -> half;
              default -> Price.NONE;
            });
  }

  private static void golden(String name, String yaml) {
    GoldenFile.at(Path.of("src/test/litellm").resolve(name)).matches(yaml);
  }
}
