package dev.corral.dispatcher.api;

import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.Problem.FieldError;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.SpecRules;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks the fields of one body, and refuses it with all that is wrong at once.
final class FieldChecks {
  private static final int MOST_NAMES = 32;

  private final List<FieldError> errors = new ArrayList<>();

  void add(String field, String message) {
    errors.add(new FieldError(field, message));
  }

  void required(String field, @Nullable Object value) {
    if (value == null) {
      add(field, "is required");
    }
  }

  /// A text that must be there and keep a rule.
  void text(String field, @Nullable String value, String pattern, int longest, String message) {
    required(field, value);
    optional(field, value, pattern, longest, message);
  }

  /// A text that must keep a rule if it is there.
  void optional(String field, @Nullable String value, String pattern, int longest, String message) {
    if (value != null && !fits(value, pattern, longest)) {
      add(field, message);
    }
  }

  void name(@Nullable String name) {
    text("name", name, SpecRules.NAME, SpecRules.NAME_LENGTH, SpecRules.NAME_MESSAGE);
  }

  void owner(@Nullable String owner) {
    text("owner", owner, SpecRules.OWNER, 128, "must be the subject of a person");
  }

  void groups(@Nullable List<String> groups) {
    names("sharedWith", groups, SpecRules.GROUP, 64, "must be at most 32 names of groups");
  }

  void models(@Nullable List<String> models) {
    names(
        "models",
        models,
        SpecRules.NAME,
        SpecRules.NAME_LENGTH,
        "must be at most 32 names of models");
  }

  /// Refuses the body if anything is wrong with it.
  void accept() {
    if (!errors.isEmpty()) {
      throw new ProblemException(new Problem.InvalidField(List.copyOf(errors)));
    }
  }

  private void names(
      String field, @Nullable List<String> values, String pattern, int longest, String message) {
    if (values != null
        && (values.size() > MOST_NAMES
            || !values.stream().allMatch(v -> v != null && fits(v, pattern, longest)))) {
      add(field, message);
    }
  }

  private static boolean fits(String value, String pattern, int longest) {
    return value.length() <= longest && value.matches(pattern);
  }
}
