package dev.corral.gateway.app;

import dev.corral.gateway.dispatcher.App;
import dev.corral.gateway.dispatcher.AppList;
import dev.corral.gateway.dispatcher.Apps;
import dev.corral.gateway.dispatcher.Timeline;
import dev.corral.gateway.model.ModelAccess;
import dev.corral.gateway.model.ModelAccess.Verb;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import dev.corral.gateway.session.Caller;
import jakarta.enterprise.context.ApplicationScoped;

/// Apps through one caller's eyes: what they may not see is as if it were not there.
@ApplicationScoped
public class VisibleApps {
  private final Apps apps;

  VisibleApps(Apps apps) {
    this.apps = apps;
  }

  AppList list(Caller caller, boolean terminated) {
    return new AppList(
        apps.list(caller.id(), terminated).items().stream()
            .filter(app -> ModelAccess.maySee(caller, app.owner(), app.sharedWith()))
            .toList());
  }

  /// The app, if this caller may do this with it.
  App require(Caller caller, String name, Verb verb) {
    App app = apps.get(name, caller.id());
    return switch (ModelAccess.decide(caller, app.owner(), app.sharedWith(), verb)) {
      case ALLOWED -> app;
      case FORBIDDEN ->
          throw new ProblemException(
              new Problem.Forbidden("Only its owner and admins may do that with this app."));
      case INVISIBLE -> throw new ProblemException(new Problem.NotFound());
    };
  }

  /// The timeline; of a name that had another owner before, only the life that this caller may see.
  Timeline timeline(Caller caller, String name) {
    App app = require(caller, name, Verb.SEE_AND_WAKE);
    Timeline all = apps.timeline(app.name(), caller.id());
    return caller.isAdmin()
        ? all
        : new Timeline(all.items().stream().filter(e -> e.uid().equals(app.uid())).toList());
  }
}
