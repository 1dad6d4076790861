package dev.corral.dispatcher.api;

import dev.corral.dispatcher.appkind.AppKinds;
import dev.corral.dispatcher.appkind.TeamRule;
import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.App;
import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.Model;
import java.util.List;
import java.util.function.Supplier;

/// What an app's spec must keep among everything else that is there.
public final class AppRules {
  private final Resources<App> apps;
  private final Resources<Model> models;
  private final AppKinds kinds;
  private final LaunchGate gate;

  public AppRules(Resources<App> apps, Resources<Model> models, AppKinds kinds, LaunchGate gate) {
    this.gate = gate;
    this.apps = apps;
    this.models = models;
    this.kinds = kinds;
  }

  /// The types that there are.
  AppKinds kinds() {
    return kinds;
  }

  /// Creates the app unless launches are refused; it counts as one.
  AppView launch(AppSpec spec, String principal, Supplier<AppView> creation) {
    return gate.create(spec, principal, creation);
  }

  /// Wakes the app unless launches are refused; it counts as one.
  AppView wake(AppSpec spec, String principal, Supplier<AppView> command) {
    return gate.wake(spec, principal, () -> new LaunchGate.Written<>(command.get(), true));
  }

  /// Ends with a problem when the app called `name` cannot be like this here.
  void check(String name, AppSpec spec) {
    modelsExist(spec);
    if (kinds.of(spec.type()).onePerTeam()) {
      onePerTeam(name, spec);
    }
  }

  private void modelsExist(AppSpec spec) {
    var checks = new FieldChecks();
    if (spec.models() != null) {
      spec.models().stream()
          .filter(model -> models.find(model).isEmpty())
          .forEach(model -> checks.add("models", "there is no model `" + model + "`"));
    }
    checks.accept();
  }

  private void onePerTeam(String name, AppSpec spec) {
    List<TeamRule.Other> others =
        apps.list().stream()
            .filter(app -> app.getMetadata().getDeletionTimestamp() == null)
            .filter(app -> !app.getMetadata().getName().equals(name))
            .map(app -> new TeamRule.Other(app.getMetadata().getName(), app.getSpec()))
            .toList();
    TeamRule.conflict(spec, others)
        .ifPresent(why -> {
          throw new ProblemException(new Problem.Conflict(why));
        });
  }
}
