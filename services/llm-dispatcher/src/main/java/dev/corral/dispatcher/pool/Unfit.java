package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.resource.GpuPoolSpec;
import dev.corral.dispatcher.resource.Rung;
import java.util.List;
import java.util.Optional;

/// Why a pool that the API server accepted cannot be run here.
public record Unfit(String reason, String message) {
  /// What stands in the way, if anything does.
  public static Optional<Unfit> of(GpuPoolSpec spec, KarpenterConfig config) {
    List<String> unknown =
        spec.ladder().stream()
            .map(Rung::instanceType)
            .filter(type -> GpuInstances.find(type).isEmpty())
            .toList();
    if (!unknown.isEmpty()) {
      return Optional.of(
          new Unfit(
              "UnknownInstanceType",
              "This release does not know "
                  + String.join(", ", unknown)
                  + ". Put another instance type on the ladder."));
    }
    if (config.nodeClass().own()) {
      return Optional.empty();
    }
    String kind = config.nodeClass().kind() + "." + config.nodeClass().group();
    if (spec.amiParameter() != null) {
      return Optional.of(
          new Unfit(
              "ImageNotAllowed",
              "amiParameter cannot be used: nodes come from the "
                  + kind
                  + " that the platform names, which brings its own image. Remove the field."));
    }
    if (spec.capacityReservations() != null) {
      return Optional.of(
          new Unfit(
              "ReservationNotAllowed",
              "capacityReservations cannot be used: they belong into the "
                  + kind
                  + " that the platform names. Remove the field and the reserved choices."));
    }
    return Optional.empty();
  }
}
