package dev.corral.metrics.problem;

import java.util.List;

/// Why a request was not answered.
public sealed interface Problem {

  /// Who is calling is not known.
  record Unauthorized() implements Problem {}

  /// Who is calling may not.
  record Forbidden() implements Problem {}

  /// There is nothing here.
  record NotFound() implements Problem {}

  /// There is something here, but not for this method.
  record MethodNotAllowed() implements Problem {}

  /// The request itself is wrong.
  record InvalidFields(List<FieldError> errors) implements Problem {}

  /// Something that metrics itself needs, its store or its issuer, does not answer now.
  record UpstreamAway() implements Problem {}

  /// It is our fault.
  record Internal() implements Problem {}

  /// What is wrong with one field.
  record FieldError(String field, String message) {}
}
