package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// The members of one object of a request that is translated. What is taken is understood; what is
/// left at the [#end] would be lost and is refused by name. `null` says nothing.
final class Fields {
  private final Map<String, JsonNode> left = new LinkedHashMap<>();
  private final String path;
  private final String model;

  private Fields(ObjectNode node, String path, String model) {
    node.properties().forEach(member -> left.put(member.getKey(), member.getValue()));
    left.values().removeIf(JsonNode::isNull);
    this.path = path;
    this.model = model;
  }

  /// The body of a request for `model`.
  static Fields of(ObjectNode body, String model) {
    return new Fields(body, "", model);
  }

  /// The name of a member as the caller can find it.
  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  boolean has(String name) {
    return left.containsKey(name);
  }

  Optional<JsonNode> take(String name) {
    return Optional.ofNullable(left.remove(name));
  }

  Optional<String> text(String name) {
    return take(name).map(value -> value.isTextual() ? value.textValue() : wrong(name, "a text"));
  }

  String required(String name) {
    return text(name).orElseThrow(() -> invalid(name, "is required"));
  }

  OptionalInt count(String name, int least) {
    OptionalLong value = whole(name);
    if (value.isPresent() && (value.getAsLong() < least || value.getAsLong() > Integer.MAX_VALUE)) {
      throw invalid(name, "must be at least " + least);
    }
    return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
  }

  OptionalLong whole(String name) {
    Optional<JsonNode> value = take(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    if (!value.get().isIntegralNumber() || !value.get().canConvertToLong()) {
      throw invalid(name, "must be a whole number");
    }
    return OptionalLong.of(value.get().longValue());
  }

  OptionalDouble number(String name) {
    Optional<JsonNode> value = take(name);
    if (value.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (!value.get().isNumber() || !Double.isFinite(value.get().doubleValue())) {
      throw invalid(name, "must be a number");
    }
    return OptionalDouble.of(value.get().doubleValue());
  }

  boolean flag(String name, boolean otherwise) {
    return take(name)
        .map(value -> value.isBoolean() ? value.booleanValue() : wrong(name, "true or false"))
        .orElse(otherwise);
  }

  Optional<ObjectNode> tree(String name) {
    return take(name).map(value -> value instanceof ObjectNode o ? o : wrong(name, "an object"));
  }

  Optional<Fields> object(String name) {
    return tree(name).map(node -> new Fields(node, at(name), model));
  }

  /// The objects of a list; none when the member is not there.
  List<Fields> objects(String name) {
    List<Fields> objects = new ArrayList<>();
    for (JsonNode each : list(name)) {
      String place = at(name) + "[" + objects.size() + "]";
      if (!(each instanceof ObjectNode object)) {
        throw new ProblemException(
            new Problem.InvalidField(place, "The field '" + place + "' must be an object."));
      }
      objects.add(new Fields(object, place, model));
    }
    return objects;
  }

  /// A list of texts, or one text alone.
  List<String> texts(String name, int most) {
    if (isText(name)) {
      return List.of(required(name));
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : list(name)) {
      if (!each.isTextual()) {
        throw invalid(name, "must be a list of texts");
      }
      texts.add(each.textValue());
    }
    if (texts.size() > most) {
      throw invalid(name, "may have at most " + most + " entries");
    }
    return List.copyOf(texts);
  }

  private Iterable<JsonNode> list(String name) {
    return take(name)
        .<Iterable<JsonNode>>map(value -> value.isArray() ? value : wrong(name, "a list"))
        .orElse(List.of());
  }

  boolean isText(String name) {
    JsonNode value = left.get(name);
    return value != null && value.isTextual();
  }

  /// These may say what they like: nothing of the answer depends on them.
  void ignore(String... names) {
    for (String name : names) {
      left.remove(name);
    }
  }

  /// Only these values mean nothing; any other one would be lost.
  void ignore(String name, Set<String> harmless) {
    take(name)
        .filter(value -> !harmless.contains(value.isTextual() ? value.textValue() : "" + value))
        .ifPresent(value -> {
          throw unsupported(name);
        });
  }

  /// Whatever has not been taken is refused by name.
  void end() {
    if (!left.isEmpty()) {
      throw unsupported(new TreeSet<>(left.keySet()).getFirst());
    }
  }

  ProblemException unsupported(String name) {
    return new ProblemException(new Problem.FieldUnsupported(at(name), model));
  }

  /// @param must what the value has to be, after the field's name
  ProblemException invalid(String name, String must) {
    return new ProblemException(
        new Problem.InvalidField(at(name), "The field '" + at(name) + "' " + must + "."));
  }

  private <T> T wrong(String name, String kind) {
    throw invalid(name, "must be " + kind);
  }
}
