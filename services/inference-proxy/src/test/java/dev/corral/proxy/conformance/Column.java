package dev.corral.proxy.conformance;

import dev.corral.proxy.dialect.Operation;
import java.io.IOException;

/// An engine of the table: a model that it serves, and what the engine itself said of a question.
interface Column {
  /// The head of the column.
  String title();

  /// The name of its model.
  String model();

  /// The name of its model that can do this best, where one model cannot do all.
  default String model(Operation operation) {
    return model();
  }

  /// Makes the model known.
  void publish();

  /// What has been asked of the engine so far, in calls; always 0 where nobody can know.
  int calls();

  /// Whether the engine is to fail each call from now on, so that what is refused before it is
  /// asked looks as before.
  default void failing(boolean always) throws IOException {}

  /// How the last question got its answer.
  Heard heard(Operation operation, boolean stream, boolean tools);

  /// @param said what the engine's answer to the last question says, read without the proxy
  /// @param way `relayed` or `translated`
  record Heard(Reading said, String way) {}
}
