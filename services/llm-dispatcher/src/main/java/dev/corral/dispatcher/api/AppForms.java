package dev.corral.dispatcher.api;

import dev.corral.dispatcher.appkind.AppKind;
import dev.corral.dispatcher.appkind.AppKinds;
import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.AppType;
import dev.corral.dispatcher.resource.SpecRules;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The bodies that create and change apps, and the check of every field in them.
public final class AppForms {
  private AppForms() {}

  /// The body of `POST /internal/apps`.
  public record Create(
      @Schema(required = true, maxLength = 40, pattern = SpecRules.NAME) @Nullable String name,
      @Schema(required = true) @Nullable AppType type,
      @Schema(required = true) @Nullable String owner,
      @Schema(description = "Models that it may talk to; none means all that its owner may.")
          @Nullable List<String> models,
      @Schema(description = "An EFS access point to keep its data on; without one it gets its own.")
          @Nullable String storage,
      @Schema(description = "What to start with, one of the type's flavours.")
          @Nullable String flavour,
      @Nullable List<String> sharedWith) {

    /// The spec, or a problem that names every field that is wrong.
    AppSpec spec(AppKinds kinds) {
      var checks = new FieldChecks();
      checks.name(name);
      checks.required("type", type);
      checks.owner(owner);
      checks.models(models);
      checks.optional(
          "storage", storage, AppSpec.STORAGE, 50, "must be the id of an access point, fsap-…");
      checks.groups(sharedWith);
      if (type != null && flavour != null) {
        flavour(checks, kinds.of(type), flavour);
      }
      checks.accept();
      return new AppSpec(
          Objects.requireNonNull(type),
          Objects.requireNonNull(owner),
          models,
          storage,
          flavour,
          false,
          sharedWith);
    }

    private static void flavour(FieldChecks checks, AppKind kind, String flavour) {
      List<String> names = kind.flavours().stream().map(f -> f.name()).toList();
      if (names.isEmpty()) {
        checks.add("flavour", kind.title() + " has no flavours to choose from");
      } else if (!names.contains(flavour)) {
        checks.add("flavour", "must be one of " + names.stream().collect(Collectors.joining(", ")));
      }
    }
  }

  /// The body of `PATCH /internal/apps/{name}`: what is absent stays.
  public record Patch(
      @Nullable List<String> models,
      @Nullable List<String> sharedWith,
      @Nullable Boolean suspended) {

    /// The spec with the changes in it, or a problem.
    AppSpec over(AppSpec old) {
      var checks = new FieldChecks();
      checks.models(models);
      checks.groups(sharedWith);
      checks.accept();
      return new AppSpec(
          old.type(),
          old.owner(),
          models != null ? models : old.models(),
          old.storage(),
          old.flavour(),
          suspended != null ? suspended : old.suspended(),
          sharedWith != null ? sharedWith : old.sharedWith());
    }
  }
}
