package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;

/// Reconciles models.
@ControllerConfiguration(
    name = "model",
    finalizerName = WorkloadKind.FINALIZER,
    fieldManager = WorkloadReconciler.FINALIZER_MANAGER,
    generationAwareEventProcessing = false)
final class ModelReconciler extends WorkloadReconciler<Model> {
  ModelReconciler(WorkloadLoop<Model> loop, ReconcileMeter meter, WatchBoard board) {
    super(WorkloadKind.MODEL, Model.class, loop, meter, board);
  }
}
