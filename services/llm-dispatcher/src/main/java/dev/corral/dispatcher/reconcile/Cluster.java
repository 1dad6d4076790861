package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.plan.Observed;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.ModelStatus;
import java.util.Optional;

/// What a reconcile needs of the cluster. Reads are of the API server, not of a cache, so that a
/// watch that fell silent can delay a decision but never falsify it.
interface Cluster {
  /// The resource as it is now.
  Optional<Model> find(String namespace, String name);

  /// What belongs to the model in the cluster now; the proxies have not been asked.
  Observed observe(Model model);

  /// Makes the object what it should be, by server-side apply.
  void apply(Child child);

  /// Deletes the object if it still belongs to this model.
  void delete(Model model, ChildKind kind);

  /// Writes the resource's status.
  void report(Model model, ModelStatus status);
}
