package dev.corral.gateway.model;

import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import java.util.regex.Pattern;

/// The rule for names: DNS-1123, at most 40 characters.
public final class ModelName {
  /// The rule as a regular expression.
  public static final String RULE = "[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?";

  private static final Pattern PATTERN = Pattern.compile(RULE);

  private ModelName() {}

  /// The name from a path, or the same 404 as for a model that is not there: it cannot be.
  public static String fromPath(String name) {
    if (!PATTERN.matcher(name).matches()) {
      throw new ProblemException(new Problem.NotFound());
    }
    return name;
  }
}
