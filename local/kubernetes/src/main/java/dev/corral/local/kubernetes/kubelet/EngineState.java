package dev.corral.local.kubernetes.kubelet;

/// What the supervisor knows of the engine of one pod.
sealed interface EngineState {
  /// There is none.
  record Absent() implements EngineState {}

  /// It runs but does not answer (yet, or no longer).
  record Starting() implements EngineState {}

  /// It runs and answers.
  record Answering() implements EngineState {}

  /// It ended by itself.
  record Exited(int code) implements EngineState {}
}
