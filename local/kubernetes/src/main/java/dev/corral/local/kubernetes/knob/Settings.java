package dev.corral.local.kubernetes.knob;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/// The data of such a ConfigMap, live; where it says nothing usable, the defaults hold.
///
/// @param data `<owner>.<key>` goes before `<key>`
public record Settings(JsonNode data, JsonNode defaults) {
  /// The text of a key for an owner (empty for none).
  public String text(String key, String owner) {
    String own = owner.isEmpty() ? "" : data.path(owner + "." + key).asText();
    return own.isEmpty() ? data.path(key).asText() : own;
  }

  /// The duration of a key for an owner.
  public Duration duration(String key, String owner) {
    return GoDuration.parse(text(key, owner))
        .or(() -> GoDuration.parse(defaults.path(key).asText()))
        .orElse(Duration.ZERO);
  }
}
