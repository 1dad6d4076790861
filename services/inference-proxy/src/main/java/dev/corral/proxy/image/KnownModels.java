package dev.corral.proxy.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Which image models of Bedrock can do what and what one picture costs: `bedrock-models.json`.
public final class KnownModels {
  private static final Pattern GEOGRAPHY = Pattern.compile("^(us|eu|apac|global)\\.");

  private final List<Row> rows;

  private record Row(String id, boolean retired, Known known) {}

  /// A model that is known.
  public record Known(Set<Ability> abilities, Optional<Price> price) {}

  /// What one picture costs.
  ///
  /// @param source who said so, and when
  public record Price(BigDecimal usd, String source) {}

  private KnownModels(List<Row> rows) {
    this.rows = rows;
  }

  /// The table that comes with the proxy.
  public static KnownModels bundled() {
    try (InputStream in = KnownModels.class.getResourceAsStream("bedrock-models.json")) {
      return of(ImageJson.MAPPER.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KnownModels of(JsonNode table) {
    String source = table.path("source").asText() + ", " + table.path("asOf").asText();
    List<Row> rows = new ArrayList<>();
    for (JsonNode model : table.path("models")) {
      Set<Ability> abilities = EnumSet.noneOf(Ability.class);
      model.path("abilities").forEach(a -> Ability.named(a.asText()).ifPresent(abilities::add));
      Optional<Price> price =
          model.has("usd")
              ? Optional.of(new Price(new BigDecimal(model.get("usd").asText()), source))
              : Optional.empty();
      rows.add(
          new Row(
              model.path("id").asText(),
              model.path("retired").asBoolean(),
              new Known(Set.copyOf(abilities), price)));
    }
    return new KnownModels(rows);
  }

  /// What is known of a Bedrock id: a model's, an inference profile's or an ARN with one of these.
  /// Empty when it is no image model that we know.
  ///
  /// @param name of the model in Corral, for the words of the problem
  public Optional<Known> find(String bedrockId, String name) {
    String id = GEOGRAPHY.matcher(tail(bedrockId)).replaceFirst("");
    Optional<Row> row = rows.stream().filter(known -> id.startsWith(known.id())).findFirst();
    if (row.filter(Row::retired).isPresent()) {
      throw new ProblemException(new Problem.ModelRetired(name));
    }
    return row.map(Row::known);
  }

  private static String tail(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }
}
