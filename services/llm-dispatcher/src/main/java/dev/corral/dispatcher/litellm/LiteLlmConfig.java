package dev.corral.dispatcher.litellm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/// Renders the `config.yaml` of a LiteLLM app. The same routes give the same text, in any order.
///
/// @param proxy the inference-proxy's `/v1`, as the app reaches it
/// @param directBedrock whether LiteLLM may ask Bedrock by itself
public record LiteLlmConfig(URI proxy, boolean directBedrock, Prices prices) {
  private static final int MOST_ROUTES = 2_000;
  private static final String HEADER = "# Written by llm-dispatcher, and written anew.\n";
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .addModule(new Jdk8Module())
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .disable(YAMLGenerator.Feature.SPLIT_LINES)
          .build();

  /// The configuration that offers these routes. Of two with one name, ours is offered.
  public String render(List<Route> routes) {
    if (routes.size() > MOST_ROUTES) {
      throw new IllegalArgumentException("more than " + MOST_ROUTES + " routes");
    }
    try {
      return HEADER + YAML.writeValueAsString(ConfigFile.of(models(routes)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the configuration cannot be written", e);
    }
  }

  /// SHA-256 of a rendered configuration: a pod that carries it is replaced when it changes.
  public static String checksum(String rendered) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(rendered.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<ConfigFile.Entry> models(List<Route> routes) {
    return chosen(routes).stream().map(this::entry).toList();
  }

  private Collection<Route> chosen(List<Route> routes) {
    var byName = new TreeMap<String, Route>();
    for (Route route : routes) {
      if (!(route instanceof Route.Bedrock) || directBedrock) {
        byName.merge(route.name(), route, LiteLlmConfig::preferred);
      }
    }
    return byName.values();
  }

  private static Route preferred(Route one, Route other) {
    if (one instanceof Route.Ours != other instanceof Route.Ours) {
      return one instanceof Route.Ours ? one : other;
    }
    return one.toString().compareTo(other.toString()) <= 0 ? one : other;
  }

  private ConfigFile.Entry entry(Route route) {
    var price = prices.of(route);
    var info = new ConfigFile.Info(route.name(), route.mode(), price.input(), price.output());
    return new ConfigFile.Entry(route.name(), parameters(route), info);
  }

  private ConfigFile.Parameters parameters(Route route) {
    return switch (route) {
      case Route.Every every -> ConfigFile.Parameters.through(proxy, every.name());
      case Route.Ours ours -> ConfigFile.Parameters.through(proxy, ours.name());
      case Route.Bedrock bedrock -> ConfigFile.Parameters.direct(bedrock);
    };
  }
}
