package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

/// On which terms an object is deleted.
///
/// @param uid required uid, or empty
/// @param resourceVersion required version, or empty
/// @param graceSeconds time a pod has to end; its own when absent
public record DeleteTerms(
    String uid,
    String resourceVersion,
    Propagation propagation,
    OptionalLong graceSeconds,
    boolean dryRun) {
  /// What becomes of the dependents.
  public enum Propagation {
    BACKGROUND,
    FOREGROUND,
    ORPHAN
  }

  public static DeleteTerms background() {
    return new DeleteTerms("", "", Propagation.BACKGROUND, OptionalLong.empty(), false);
  }

  public static DeleteTerms now() {
    return new DeleteTerms("", "", Propagation.BACKGROUND, OptionalLong.of(0), false);
  }

  /// From a DeleteOptions body (missing node when there is none).
  public static DeleteTerms of(JsonNode options, String propagationParameter, boolean dryRun) {
    String policy = options.path("propagationPolicy").asText(propagationParameter);
    Propagation propagation =
        switch (policy) {
          case "Foreground" -> Propagation.FOREGROUND;
          case "Orphan" -> Propagation.ORPHAN;
          default ->
              options.path("orphanDependents").asBoolean()
                  ? Propagation.ORPHAN
                  : Propagation.BACKGROUND;
        };
    JsonNode grace = options.path("gracePeriodSeconds");
    JsonNode required = options.path("preconditions");
    return new DeleteTerms(
        required.path("uid").asText(),
        required.path("resourceVersion").asText(),
        propagation,
        grace.isNumber() ? OptionalLong.of(grace.asLong()) : OptionalLong.empty(),
        dryRun || !options.path("dryRun").isEmpty());
  }
}
