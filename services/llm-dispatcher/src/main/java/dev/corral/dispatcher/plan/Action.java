package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.adapter.AdapterStep;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.record.Change;
import java.util.List;
import java.util.Optional;

/// One step of a plan, and why it is taken.
public sealed interface Action {
  /// Why.
  String reason();

  /// Write the record; everything is looked at again after it.
  record Write(Change change, String reason) implements Action {}

  /// Ask the proxies who is in use; everything is looked at again with the answer.
  record AskProxies(String reason) implements Action {}

  /// Ask the engines which adapters they have; everything is looked at again with the answers.
  record AskEngines(String reason) implements Action {}

  /// Load and unload adapters; everything is looked at again after it.
  record ChangeAdapters(List<AdapterStep> steps, String reason) implements Action {
    public ChangeAdapters {
      steps = List.copyOf(steps);
    }
  }

  /// Make the object what it should be.
  ///
  /// @param over the version that was seen, empty when the object is missing; a newer one means
  ///   that somebody else was here, and everything is looked at again
  record Apply(Child child, Optional<String> over, String reason) implements Action {}

  /// Keep the node of this pod from being taken away for tidiness, or allow it again.
  record Protect(String pod, boolean on, String reason) implements Action {}

  /// Delete the object.
  record Delete(ChildKind kind, String reason) implements Action {}
}
