package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reconciles GPU pools: the operator framework's view of [PoolLoop].
@ControllerConfiguration(
    name = "gpupool",
    finalizerName = WorkloadKind.FINALIZER,
    fieldManager = WorkloadReconciler.FINALIZER_MANAGER,
    generationAwareEventProcessing = false)
final class GpuPoolReconciler implements Reconciler<GpuPool>, Cleaner<GpuPool> {
  private static final Duration DELETION_LOOK = Duration.ofSeconds(1);

  private final PoolLoop loop;
  private final KarpenterApi karpenter;
  private final String namespace;
  private final ReconcileMeter meter;
  private final WatchBoard board;

  GpuPoolReconciler(
      PoolLoop loop,
      KarpenterApi karpenter,
      String namespace,
      ReconcileMeter meter,
      WatchBoard board) {
    this.board = board;
    this.loop = loop;
    this.karpenter = karpenter;
    this.namespace = namespace;
    this.meter = meter;
  }

  @Override
  public UpdateControl<GpuPool> reconcile(GpuPool pool, Context<GpuPool> context) {
    UpdateControl<GpuPool> control = UpdateControl.noUpdate();
    run(pool).again().ifPresent(again -> control.rescheduleAfter(again));
    return control;
  }

  @Override
  public DeleteControl cleanup(GpuPool pool, Context<GpuPool> context) {
    PoolLoop.Outcome outcome = run(pool);
    return outcome.over()
        ? DeleteControl.defaultDelete()
        : DeleteControl.noFinalizerRemoval()
            .rescheduleAfter(outcome.again().orElse(DELETION_LOOK).toMillis());
  }

  @Override
  public List<EventSource<?, GpuPool>> prepareEventSources(EventSourceContext<GpuPool> context) {
    var pods =
        InformerEventSourceConfiguration.from(Pod.class, GpuPool.class)
            .withName("gpupool-Pod")
            .withLabelSelector(WorkloadKind.MODEL.label())
            .withNamespacesInheritedFromController()
            .withGenericFilter(pod -> !PoolUsers.poolOf(pod).isEmpty())
            .withSecondaryToPrimaryMapper(pod ->
                Set.of(new ResourceID(PoolUsers.poolOf(pod), pod.getMetadata().getNamespace())))
            .build();
    board.put(
        new Watched<>(
            "gpupool", GpuPool.class, namespace, Optional.empty(), context.getPrimaryCache()));
    return List.of(
        new InformerEventSource<>(pods, context), new KarpenterWatch(karpenter, namespace));
  }

  private PoolLoop.Outcome run(GpuPool pool) {
    var sample = meter.start();
    String result = "error";
    try {
      var meta = pool.getMetadata();
      var outcome = loop.run(meta.getNamespace(), meta.getName());
      result = outcome.over() ? "over" : "settled";
      return outcome;
    } finally {
      meter.ended(sample, "gpupool", result);
    }
  }
}
