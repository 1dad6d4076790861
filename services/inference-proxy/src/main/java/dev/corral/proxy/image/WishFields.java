package dev.corral.proxy.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// The fields of one object of a request. A form has only texts, so a text that is a number counts
/// as one.
record WishFields(ObjectNode object, String prefix) {
  private static final int LONGEST_NUMBER = 20;

  /// Refuses every field that is not among these, by name.
  void onlyHas(Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            String shown = name.length() > 64 ? name.substring(0, 64) : name;
            throw new ProblemException(
                new Problem.FieldRefused(prefix + shown.replaceAll("[^a-zA-Z0-9_.\\[\\]-]", "?")));
          }
        });
  }

  Optional<String> text(String name, int longest) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw invalid(name, "must be a text");
    }
    if (value.textValue().length() > longest) {
      throw invalid(name, "must not be longer than " + longest + " characters");
    }
    return Optional.of(value.textValue()).filter(text -> !text.isBlank());
  }

  OptionalInt whole(String name, int least, int most) {
    OptionalLong found = whole(name, (long) least, most);
    return found.isPresent() ? OptionalInt.of((int) found.getAsLong()) : OptionalInt.empty();
  }

  OptionalLong whole(String name, long least, long most) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalLong.empty();
    }
    String text = value.isIntegralNumber() || value.isTextual() ? value.asText() : "";
    if (!text.matches("-?[0-9]{1,18}")) {
      throw invalid(name, "must be a whole number");
    }
    long number = Long.parseLong(text);
    if (number < least || number > most) {
      throw invalid(name, "must be between " + least + " and " + most);
    }
    return OptionalLong.of(number);
  }

  /// A number from 0 to 1.
  OptionalDouble share(String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return OptionalDouble.empty();
    }
    String text = value.isNumber() || value.isTextual() ? value.asText() : "";
    if (text.length() > LONGEST_NUMBER || !text.matches("[0-9]*\\.?[0-9]+")) {
      throw invalid(name, "must be a number from 0 to 1");
    }
    double number = Double.parseDouble(text);
    if (number > 1) {
      throw invalid(name, "must be a number from 0 to 1");
    }
    return OptionalDouble.of(number);
  }

  ProblemException invalid(String name, String why) {
    return new ProblemException(
        new Problem.InvalidField(prefix + name, "The field '" + prefix + name + "' " + why + "."));
  }
}
