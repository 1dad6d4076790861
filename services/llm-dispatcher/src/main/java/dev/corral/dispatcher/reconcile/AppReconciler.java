package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.resource.App;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;

/// Reconciles apps.
@ControllerConfiguration(
    name = "app",
    finalizerName = WorkloadKind.FINALIZER,
    fieldManager = WorkloadReconciler.FINALIZER_MANAGER,
    generationAwareEventProcessing = false)
final class AppReconciler extends WorkloadReconciler<App> {
  AppReconciler(WorkloadLoop<App> loop, ReconcileMeter meter, WatchBoard board) {
    super(WorkloadKind.APP, App.class, loop, meter, board);
  }
}
