package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.lead.NotLeadingException;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The operator framework's view of [WorkloadLoop]: when to run it, and what its outcome means.
abstract class WorkloadReconciler<T extends HasMetadata> implements Reconciler<T>, Cleaner<T> {
  static final String FINALIZER_MANAGER = "corral-dispatcher-finalizer";
  private static final int TOLD_AFTER = 6;
  private static final Duration DELETION_LOOK = Duration.ofSeconds(1);

  private final WorkloadKind kind;
  private final Class<T> type;
  private final WorkloadLoop<T> loop;
  private final ReconcileMeter meter;
  private final WatchBoard board;
  private volatile Runnable lookAtAll = () -> {};

  /// @param board where its informers are compared with the API server
  WorkloadReconciler(
      WorkloadKind kind,
      Class<T> type,
      WorkloadLoop<T> loop,
      ReconcileMeter meter,
      WatchBoard board) {
    this.board = board;
    this.kind = kind;
    this.type = type;
    this.loop = loop;
    this.meter = meter;
  }

  @Override
  public UpdateControl<T> reconcile(T resource, Context<T> context) {
    return switch (run(resource, context)) {
      case WorkloadLoop.Outcome.Over over -> UpdateControl.noUpdate();
      case WorkloadLoop.Outcome.Settled settled -> {
        UpdateControl<T> control = UpdateControl.noUpdate();
        settled.again().ifPresent(again -> control.rescheduleAfter(again));
        yield control;
      }
    };
  }

  @Override
  public DeleteControl cleanup(T resource, Context<T> context) {
    return switch (run(resource, context)) {
      case WorkloadLoop.Outcome.Over over -> DeleteControl.defaultDelete();
      case WorkloadLoop.Outcome.Settled settled ->
          DeleteControl.noFinalizerRemoval()
              .rescheduleAfter(settled.again().orElse(DELETION_LOOK).toMillis());
    };
  }

  @Override
  public List<EventSource<?, T>> prepareEventSources(EventSourceContext<T> context) {
    board.put(
        new Watched<>(
            kind.wire(), type, namespace(context), Optional.empty(), context.getPrimaryCache()));
    var hurry = new SimpleInboundEventSource<T>(kind.wire() + "-hurry");
    lookAtAll = () -> context.getPrimaryCache().keys().forEach(hurry::propagateEvent);
    var sources = new ArrayList<EventSource<?, T>>();
    sources.add(hurry);
    Glimpse.WATCHED.values().forEach(child -> sources.add(watch(child, context)));
    sources.add(watch(Pod.class, context));
    return sources;
  }

  /// Looks at every workload now.
  void hurry() {
    lookAtAll.run();
  }

  @Override
  public ErrorStatusUpdateControl<T> updateErrorStatus(
      T resource, Context<T> context, Exception problem) {
    int attempts = context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0);
    meter.retried(kind);
    if (attempts == TOLD_AFTER && !(problem instanceof NotLeadingException)) {
      loop.failing(resource, problem.getClass().getSimpleName());
    }
    return ErrorStatusUpdateControl.noStatusUpdate();
  }

  private WorkloadLoop.Outcome run(T resource, Context<T> context) {
    var sample = meter.start();
    String result = "error";
    try {
      var meta = resource.getMetadata();
      var steady = loop.glimpse(resource, Glimpse.of(meta.getUid(), context));
      if (steady.isPresent()) {
        result = "steady";
        return steady.get();
      }
      var outcome = loop.run(meta.getNamespace(), meta.getName());
      result = outcome instanceof WorkloadLoop.Outcome.Over ? "over" : "settled";
      return outcome;
    } finally {
      meter.ended(sample, kind, result);
    }
  }

  private <S extends HasMetadata> EventSource<?, T> watch(
      Class<S> child, EventSourceContext<T> context) {
    var configuration =
        InformerEventSourceConfiguration.from(child, type)
            .withName(kind.wire() + "-" + child.getSimpleName())
            .withLabelSelector(kind.label())
            .withNamespacesInheritedFromController()
            .withSecondaryToPrimaryMapper(this::owner)
            .build();
    var source = new InformerEventSource<>(configuration, context);
    String name = kind.wire() + "-" + child.getSimpleName();
    board.put(new Watched<>(name, child, namespace(context), Optional.of(kind.label()), source));
    return source;
  }

  private static String namespace(EventSourceContext<?> context) {
    return context
        .getControllerConfiguration()
        .getInformerConfig()
        .getNamespaces()
        .iterator()
        .next();
  }

  private Set<ResourceID> owner(HasMetadata child) {
    return Stream.ofNullable(child.getMetadata().getLabels())
        .map(labels -> labels.get(kind.label()))
        .filter(Objects::nonNull)
        .map(name -> new ResourceID(name, child.getMetadata().getNamespace()))
        .collect(Collectors.toSet());
  }
}
