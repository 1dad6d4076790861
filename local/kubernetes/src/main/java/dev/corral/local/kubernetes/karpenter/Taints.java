package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// Taints of nodes and tolerations of pods.
final class Taints {
  private Taints() {}

  /// The first taint that keeps a pod away.
  static Optional<String> refused(JsonNode taints, JsonNode tolerations) {
    for (JsonNode taint : taints) {
      if (!taint.path("effect").asText().equals("PreferNoSchedule")
          && !tolerated(taint, tolerations)) {
        return Optional.of(text(taint));
      }
    }
    return Optional.empty();
  }

  private static boolean tolerated(JsonNode taint, JsonNode tolerations) {
    for (JsonNode toleration : tolerations) {
      if (tolerates(toleration, taint)) {
        return true;
      }
    }
    return false;
  }

  private static boolean tolerates(JsonNode toleration, JsonNode taint) {
    String key = toleration.path("key").asText();
    String effect = toleration.path("effect").asText();
    boolean exists = toleration.path("operator").asText().equals("Exists");
    boolean sameEffect = effect.isEmpty() || effect.equals(taint.path("effect").asText());
    if (key.isEmpty()) {
      return exists && sameEffect;
    }
    return key.equals(taint.path("key").asText())
        && sameEffect
        && (exists || toleration.path("value").asText().equals(taint.path("value").asText()));
  }

  private static String text(JsonNode taint) {
    String value = taint.path("value").asText();
    return taint.path("key").asText()
        + (value.isEmpty() ? "" : "=" + value)
        + ":"
        + taint.path("effect").asText();
  }
}
