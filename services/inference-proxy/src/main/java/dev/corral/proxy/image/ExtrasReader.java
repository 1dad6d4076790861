package dev.corral.proxy.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.image.ImageTask.Margins;
import dev.corral.proxy.image.ImageWish.Extras;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Optional;
import java.util.Set;

/// Reads the object `corral` of a request: what OpenAI's fields have no word for.
final class ExtrasReader {
  private static final int LONGEST_WORDS = 10_000;
  private static final int WIDEST_MARGIN = 2_000;
  private static final long LARGEST_SEED = 4_294_967_294L;
  private static final Set<String> KNOWN =
      Set.of(
          "operation",
          "search_prompt",
          "negative_prompt",
          "seed",
          "strength",
          "creativity",
          "left",
          "right",
          "up",
          "down");

  private ExtrasReader() {}

  static Extras read(ObjectNode request) {
    JsonNode given = request.path("corral");
    if (!given.isMissingNode() && !given.isNull() && !given.isObject()) {
      throw new ProblemException(
          new Problem.InvalidField("corral", "The field 'corral' must be an object."));
    }
    ObjectNode object =
        given instanceof ObjectNode found ? found : ImageJson.MAPPER.createObjectNode();
    WishFields fields = new WishFields(object, "corral.");
    fields.onlyHas(KNOWN);
    return new Extras(
        fields.text("operation", 64).map(name -> ability(fields, name)),
        fields.text("search_prompt", LONGEST_WORDS),
        fields.text("negative_prompt", LONGEST_WORDS),
        fields.whole("seed", 0, LARGEST_SEED),
        fields.share("strength"),
        fields.share("creativity"),
        margins(fields));
  }

  private static Ability ability(WishFields fields, String name) {
    return Ability.named(name)
        .orElseThrow(() -> fields.invalid("operation", "does not name an operation"));
  }

  private static Optional<Margins> margins(WishFields fields) {
    Margins margins =
        new Margins(
            margin(fields, "left"),
            margin(fields, "right"),
            margin(fields, "up"),
            margin(fields, "down"));
    boolean any = margins.left() + margins.right() + margins.up() + margins.down() > 0;
    return any ? Optional.of(margins) : Optional.empty();
  }

  private static int margin(WishFields fields, String side) {
    return fields.whole(side, 0, WIDEST_MARGIN).orElse(0);
  }
}
