package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.manifest.ModelManifests;
import dev.corral.dispatcher.resource.Model;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
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
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// The operator framework's view of [ModelLoop]: when to run it, and what its outcome means.
@ControllerConfiguration(
    name = "model",
    finalizerName = "corral.dev/dispatcher",
    fieldManager = "corral-dispatcher-finalizer",
    generationAwareEventProcessing = false)
final class ModelReconciler implements Reconciler<Model>, Cleaner<Model> {
  private static final Duration DELETION_LOOK = Duration.ofSeconds(1);

  private final ModelLoop loop;
  private final ReconcileMeter meter;

  ModelReconciler(ModelLoop loop, ReconcileMeter meter) {
    this.loop = loop;
    this.meter = meter;
  }

  @Override
  public UpdateControl<Model> reconcile(Model model, Context<Model> context) {
    return switch (run(model)) {
      case ModelLoop.Outcome.Over over -> UpdateControl.noUpdate();
      case ModelLoop.Outcome.Settled settled -> {
        UpdateControl<Model> control = UpdateControl.noUpdate();
        settled.again().ifPresent(again -> control.rescheduleAfter(again));
        yield control;
      }
    };
  }

  @Override
  public DeleteControl cleanup(Model model, Context<Model> context) {
    return switch (run(model)) {
      case ModelLoop.Outcome.Over over -> DeleteControl.defaultDelete();
      case ModelLoop.Outcome.Settled settled ->
          DeleteControl.noFinalizerRemoval()
              .rescheduleAfter(settled.again().orElse(DELETION_LOOK).toMillis());
    };
  }

  @Override
  public List<EventSource<?, Model>> prepareEventSources(EventSourceContext<Model> context) {
    return List.of(
        watch(Deployment.class, context),
        watch(Pod.class, context),
        watch(EndpointSlice.class, context));
  }

  private ModelLoop.Outcome run(Model model) {
    var sample = meter.start();
    String result = "error";
    try {
      var outcome = loop.run(model.getMetadata().getNamespace(), model.getMetadata().getName());
      result = outcome instanceof ModelLoop.Outcome.Over ? "over" : "settled";
      return outcome;
    } finally {
      meter.ended(sample, result);
    }
  }

  private static <T extends HasMetadata> EventSource<?, Model> watch(
      Class<T> type, EventSourceContext<Model> context) {
    var configuration =
        InformerEventSourceConfiguration.from(type, Model.class)
            .withName("model-" + type.getSimpleName())
            .withLabelSelector(ModelManifests.MODEL_LABEL)
            .withNamespacesInheritedFromController()
            .withSecondaryToPrimaryMapper(ModelReconciler::owner)
            .build();
    return new InformerEventSource<>(configuration, context);
  }

  private static Set<ResourceID> owner(HasMetadata child) {
    return Stream.ofNullable(child.getMetadata().getLabels())
        .map(labels -> labels.get(ModelManifests.MODEL_LABEL))
        .filter(Objects::nonNull)
        .map(name -> new ResourceID(name, child.getMetadata().getNamespace()))
        .collect(java.util.stream.Collectors.toSet());
  }
}
