package dev.corral.gateway.model;

import dev.corral.gateway.dispatcher.Dispatcher;
import dev.corral.gateway.dispatcher.Model;
import dev.corral.gateway.dispatcher.ModelList;
import dev.corral.gateway.dispatcher.Timeline;
import dev.corral.gateway.model.ModelAccess.Verb;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import dev.corral.gateway.session.Caller;
import jakarta.enterprise.context.ApplicationScoped;

/// Models through one caller's eyes: what they may not see is as if it were not there.
@ApplicationScoped
public class VisibleModels {
  private final Dispatcher dispatcher;

  VisibleModels(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  ModelList list(Caller caller, boolean terminated) {
    return new ModelList(
        dispatcher.models(caller.id(), terminated).items().stream()
            .filter(m -> ModelAccess.maySee(caller, m.owner(), m.sharedWith()))
            .toList());
  }

  /// The model, if this caller may do this with it.
  Model require(Caller caller, String name, Verb verb) {
    Model model = dispatcher.model(name, caller.id());
    return switch (ModelAccess.decide(caller, model, verb)) {
      case ALLOWED -> model;
      case FORBIDDEN ->
          throw new ProblemException(
              new Problem.Forbidden("Only its owner and admins may do that with this model."));
      case INVISIBLE -> throw new ProblemException(new Problem.NotFound());
    };
  }

  /// The timeline; of a name that had another owner before, only the life that this caller may see.
  Timeline timeline(Caller caller, String name) {
    Model model = require(caller, name, Verb.SEE_AND_WAKE);
    Timeline all = dispatcher.timeline(model.name(), caller.id());
    if (caller.isAdmin()) {
      return all;
    }
    return new Timeline(all.items().stream().filter(e -> e.uid().equals(model.uid())).toList());
  }
}
