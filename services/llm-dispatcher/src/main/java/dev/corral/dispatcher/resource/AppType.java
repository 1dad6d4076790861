package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/// The chat applications that can be launched for a user.
public enum AppType {
  @JsonProperty("open-webui")
  OPEN_WEBUI,
  @JsonProperty("flowise")
  FLOWISE,
  @JsonProperty("litellm")
  LITELLM;

  /// The name used in JSON, YAML, labels and the console.
  public String wire() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
