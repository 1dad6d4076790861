package dev.corral.dispatcher.api;

import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.Commands;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// What people do to living resources of one kind: change, command, delete; one that is being
/// terminated is not changed any more.
///
/// @param word what such a resource is called
record LiveResources<T extends HasMetadata>(Resources<T> resources, String word, Clock clock) {
  T require(String name) {
    return resources.find(name).orElseThrow(this::missing);
  }

  T change(String name, UnaryOperator<T> change) {
    return resources
        .edit(
            name,
            resource -> {
              refuseLeaving(resource);
              return change.apply(resource);
            })
        .orElseThrow(this::missing);
  }

  T command(String name, String by, Consumer<NewCommand<T>> write) {
    return change(
        name,
        resource -> {
          write.accept(new NewCommand<>(resource, clock.instant(), by));
          return resource;
        });
  }

  void delete(String name, String by) {
    if (resources.edit(name, resource -> markDeleted(resource, by)).isEmpty()) {
      throw missing();
    }
    resources.delete(name);
  }

  void refuseLeaving(T resource) {
    if (resource.getMetadata().getDeletionTimestamp() != null) {
      throw new ProblemException(new Problem.Conflict("The " + word + " is being terminated."));
    }
  }

  ProblemException missing() {
    return new ProblemException(new Problem.NotFound("There is no such " + word + "."));
  }

  private T markDeleted(T resource, String by) {
    var meta = resource.getMetadata();
    var annotations = new TreeMap<String, String>();
    annotations.putAll(Objects.requireNonNullElse(meta.getAnnotations(), Map.of()));
    annotations.putIfAbsent(Commands.DELETED_BY, by);
    meta.setAnnotations(annotations);
    return resource;
  }
}
