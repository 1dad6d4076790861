package dev.corral.proxy.dialect;

import dev.corral.proxy.problem.Problem;

/// Where a request goes.
public sealed interface Route {
  /// Whose error shapes apply.
  Dialect dialect();

  /// A prompt for a model: the only kind that may reach an engine or wake one.
  record Prompt(Operation operation) implements Route {
    @Override
    public Dialect dialect() {
      return operation.dialect();
    }
  }

  /// Pictures from a model.
  record Image(ImageOperation operation) implements Route {
    @Override
    public Dialect dialect() {
      return operation.dialect();
    }
  }

  /// The models that the caller may use.
  record ListModels(Dialect dialect) implements Route {}

  /// The models that the caller may use and that run now.
  record ListRunning(Dialect dialect) implements Route {}

  /// One model by name.
  record OneModel(Dialect dialect, String id) implements Route {}

  /// One model by name in the body, as Ollama clients ask for it.
  record Show(Dialect dialect) implements Route {}

  /// The version whose shapes we speak.
  record Version(Dialect dialect) implements Route {}

  /// The greeting by which clients of Ollama see that somebody is there.
  record Greeting(Dialect dialect) implements Route {}

  /// Nothing that we serve.
  record Refused(Dialect dialect, Problem problem) implements Route {}
}
