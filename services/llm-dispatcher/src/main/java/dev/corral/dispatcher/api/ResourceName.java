package dev.corral.dispatcher.api;

import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.Problem.FieldError;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.SpecRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks the fields that every kind needs; the CRD's own rules check the rest.
final class ResourceName {
  private ResourceName() {}

  static void check(@Nullable String name) {
    String given = required("name", name);
    if (given.length() > SpecRules.NAME_LENGTH || !given.matches(SpecRules.NAME)) {
      throw invalid("name", SpecRules.NAME_MESSAGE);
    }
  }

  static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw invalid(field, "is required");
    }
    return value;
  }

  private static ProblemException invalid(String field, String message) {
    return new ProblemException(new Problem.InvalidField(List.of(new FieldError(field, message))));
  }
}
