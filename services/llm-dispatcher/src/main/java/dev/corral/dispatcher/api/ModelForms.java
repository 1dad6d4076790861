package dev.corral.dispatcher.api;

import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.Problem.FieldError;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.Adapter;
import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.SpecRules;
import dev.corral.dispatcher.resource.WarmWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The bodies that create and change models, and the check of every field in them.
public final class ModelForms {
  private static final String UID = "[A-Za-z0-9-]{1,64}";

  private ModelForms() {}

  /// The body of `POST /internal/models`.
  public record Create(
      @Schema(required = true, maxLength = 40, pattern = SpecRules.NAME) @Nullable String name,
      @Schema(required = true) @Nullable String owner,
      @Nullable Engine engine,
      @Schema(required = true, maxLength = 200) @Nullable String source,
      @Nullable String compute,
      @Nullable Integer minReplicas,
      @Nullable Integer maxReplicas,
      @Nullable Integer targetRequests,
      @Nullable String idleTimeout,
      @Nullable Integer contextLength,
      @Nullable List<String> sharedWith,
      @Nullable Integer gpus,
      @Nullable List<WarmWindow> keepWarm,
      @Nullable List<Adapter> adapters) {

    /// The spec, or a problem that names every field that is wrong.
    ModelSpec spec(LaunchCheck launch) {
      var errors = new ArrayList<FieldError>();
      text(errors, "name", name, SpecRules.NAME, SpecRules.NAME_LENGTH, SpecRules.NAME_MESSAGE);
      text(errors, "owner", owner, SpecRules.OWNER, 128, "must be the subject of a person");
      text(
          errors,
          "source",
          source,
          SpecRules.SOURCE,
          200,
          "must be like ollama://name:tag, hf://org/repo, s3://bucket/prefix, bedrock://id or external://name");
      if (!errors.isEmpty()) {
        throw new ProblemException(new Problem.InvalidField(errors));
      }
      String from = Objects.requireNonNull(source);
      var spec =
          new ModelSpec(
                  engine == null ? byScheme(from) : engine,
                  from,
                  Objects.requireNonNull(owner),
                  compute,
                  minReplicas,
                  maxReplicas,
                  targetRequests,
                  idleTimeout,
                  contextLength,
                  sharedWith,
                  false,
                  gpus,
                  keepWarm,
                  adapters)
              .defaulted();
      check(spec, errors);
      if (errors.isEmpty()) {
        launch.problem(Objects.requireNonNull(name), spec).ifPresent(errors::add);
      }
      return accepted(spec, errors);
    }

    private static Engine byScheme(String source) {
      for (Engine engine : Engine.values()) {
        if (engine.loads(source)) {
          return engine;
        }
      }
      throw new IllegalStateException("a scheme without an engine");
    }
  }

  /// The body of `PATCH /internal/models/{name}`: what is absent stays.
  public record Patch(
      @Nullable String idleTimeout,
      @Nullable Integer minReplicas,
      @Nullable Integer maxReplicas,
      @Nullable Integer targetRequests,
      @Nullable List<String> sharedWith,
      @Nullable Boolean suspended,
      @Nullable Integer contextLength,
      @Nullable List<WarmWindow> keepWarm,
      @Nullable List<Adapter> adapters) {

    /// The spec with the changes in it, or a problem.
    ModelSpec over(ModelSpec old) {
      var spec =
          new ModelSpec(
                  old.engine(),
                  old.source(),
                  old.owner(),
                  old.compute(),
                  first(minReplicas, old.minReplicas()),
                  first(maxReplicas, old.maxReplicas()),
                  first(targetRequests, old.targetRequests()),
                  first(idleTimeout, old.idleTimeout()),
                  first(contextLength, old.contextLength()),
                  first(sharedWith, old.sharedWith()),
                  first(suspended, old.suspended()),
                  old.gpus(),
                  first(keepWarm, old.keepWarm()),
                  first(adapters, old.adapters()))
              .defaulted();
      var errors = new ArrayList<FieldError>();
      check(spec, errors);
      return accepted(spec, errors);
    }

    private static <T> @Nullable T first(@Nullable T changed, @Nullable T old) {
      return changed != null ? changed : old;
    }
  }

  /// The body of `POST /internal/models/{name}/keep-warm`.
  public record KeepWarm(@Schema(required = true) java.time.@Nullable Instant until) {}

  /// The body of `PUT /internal/models/{name}/idle-timeout`.
  ///
  /// @param uid of the model that is meant, whatever has its name now
  public record IdleTimeout(
      @Schema(required = true) @Nullable String uid,
      @Schema(required = true) @Nullable String idleTimeout) {

    /// The time, or a problem that names every field that is wrong.
    String checked() {
      var errors = new ArrayList<FieldError>();
      text(errors, "uid", uid, UID, 64, "must be the uid of a model");
      String time = Objects.requireNonNullElse(idleTimeout, "");
      ModelForms.idleTimeout(errors, time);
      if (!errors.isEmpty()) {
        throw new ProblemException(new Problem.InvalidField(List.copyOf(errors)));
      }
      return time;
    }
  }

  private static ModelSpec accepted(ModelSpec spec, List<FieldError> errors) {
    if (!errors.isEmpty()) {
      throw new ProblemException(new Problem.InvalidField(List.copyOf(errors)));
    }
    return spec;
  }

  private static void check(ModelSpec spec, List<FieldError> errors) {
    if (!spec.engine().loads(spec.source())) {
      errors.add(new FieldError("source", "the engine cannot load from a source of this scheme"));
    }
    text(errors, "compute", spec.compute(), SpecRules.NAME, 40, "must be `cpu` or a GPU pool");
    range(errors, "minReplicas", spec.minReplicas(), 0, 16);
    range(errors, "maxReplicas", spec.maxReplicas(), 1, 16);
    range(errors, "targetRequests", spec.targetRequests(), 1, 1024);
    range(errors, "contextLength", spec.contextLength(), 256, 1_048_576);
    if (number(spec.minReplicas()) > number(spec.maxReplicas())) {
      errors.add(new FieldError("minReplicas", "must not be above maxReplicas"));
    }
    idleTimeout(errors, Objects.requireNonNull(spec.idleTimeout()));
    gpus(errors, spec);
    adapters(errors, spec);
    groups(errors, Objects.requireNonNull(spec.sharedWith()));
    errors.addAll(WarmWindowCheck.of(Objects.requireNonNull(spec.keepWarm())));
  }

  private static void idleTimeout(List<FieldError> errors, String text) {
    Optional<Duration> duration =
        text.length() <= 9 && text.length() >= 2 && text.matches(SpecRules.DURATION)
            ? Optional.of(SpecRules.duration(text))
            : Optional.empty();
    boolean fits =
        duration
            .filter(d -> d.compareTo(SpecRules.SHORTEST_IDLE) >= 0)
            .filter(d -> d.compareTo(SpecRules.LONGEST_IDLE) <= 0)
            .isPresent();
    if (!fits) {
      errors.add(
          new FieldError("idleTimeout", "must be a time like 1h30m, 5m or 90s, from 10s to 24h"));
    }
  }

  private static void gpus(List<FieldError> errors, ModelSpec spec) {
    if (spec.gpus() != null) {
      range(errors, "gpus", spec.gpus(), 1, 8);
      if ("cpu".equals(spec.place())) {
        errors.add(new FieldError("gpus", "needs a GPU pool as compute"));
      }
    }
  }

  private static void adapters(List<FieldError> errors, ModelSpec spec) {
    List<Adapter> adapters = Objects.requireNonNull(spec.adapters());
    if (!adapters.isEmpty() && spec.engine() != Engine.VLLM) {
      errors.add(new FieldError("adapters", "only the engine vllm serves adapters"));
    }
    if (adapters.size() > 32 || !adapters.stream().allMatch(ModelForms::plain)) {
      errors.add(
          new FieldError(
              "adapters",
              "must be at most 32, each with a short name and a source like s3://bucket/prefix"));
      return;
    }
    if (adapters.stream().map(Adapter::name).distinct().count() < adapters.size()) {
      errors.add(new FieldError("adapters", SpecRules.ADAPTERS_MESSAGE));
    }
  }

  private static boolean plain(@Nullable Adapter adapter) {
    return adapter != null
        && fits(adapter.name(), SpecRules.NAME, SpecRules.NAME_LENGTH)
        && fits(adapter.source(), SpecRules.ADAPTER_SOURCE, 256);
  }

  private static boolean fits(@Nullable String text, String pattern, int longest) {
    return text != null && text.length() <= longest && text.matches(pattern);
  }

  private static void groups(List<FieldError> errors, List<String> groups) {
    boolean plain =
        groups.size() <= 32
            && groups.stream()
                .allMatch(g -> g != null && g.length() <= 64 && g.matches(SpecRules.GROUP));
    if (!plain) {
      errors.add(new FieldError("sharedWith", "must be at most 32 names of groups"));
    }
  }

  private static void text(
      List<FieldError> errors,
      String field,
      @Nullable String value,
      String pattern,
      int longest,
      String message) {
    if (value == null) {
      errors.add(new FieldError(field, "is required"));
    } else if (!fits(value, pattern, longest)) {
      errors.add(new FieldError(field, message));
    }
  }

  private static void range(
      List<FieldError> errors, String field, @Nullable Integer value, int least, int most) {
    if (number(value) < least || number(value) > most) {
      errors.add(new FieldError(field, "must be from " + least + " to " + most));
    }
  }

  private static int number(@Nullable Integer value) {
    return value == null ? 0 : value;
  }
}
