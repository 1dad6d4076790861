package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.resource.App;
import dev.corral.dispatcher.resource.AppStatus;
import dev.corral.dispatcher.resource.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Clock;
import java.util.List;

/// Says on resources that this release only keeps that it does nothing for them.
final class NotYetReconciler {
  private static final String MESSAGE =
      "This release keeps and validates the resource; it does not run anything for it.";

  private NotYetReconciler() {}

  /// For apps.
  @ControllerConfiguration(name = "app", fieldManager = "corral-dispatcher")
  record Apps(Clock clock) implements Reconciler<App> {
    @Override
    public UpdateControl<App> reconcile(App app, Context<App> context) {
      if (app.getStatus() != null && app.getStatus().conditions() != null) {
        return UpdateControl.noUpdate();
      }
      var patch = named(new App(), app);
      patch.setStatus(
          new AppStatus(null, null, null, null, null, null, null, null, conditions(clock)));
      return UpdateControl.patchStatus(patch);
    }
  }

  private static <T extends HasMetadata> T named(T patch, T resource) {
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(resource.getMetadata().getName())
            .withNamespace(resource.getMetadata().getNamespace())
            .build());
    return patch;
  }

  private static List<Condition> conditions(Clock clock) {
    return List.of(
        new Condition(
            "Reconciled", "False", "NotYetSupported", MESSAGE, clock.instant().toString(), null));
  }
}
