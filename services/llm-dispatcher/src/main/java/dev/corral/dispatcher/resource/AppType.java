package dev.corral.dispatcher.resource;

import com.fasterxml.jackson.annotation.JsonProperty;

/// The chat applications that can be launched for a user.
public enum AppType {
  @JsonProperty("open-webui")
  OPEN_WEBUI,
  @JsonProperty("flowise")
  FLOWISE,
  @JsonProperty("litellm")
  LITELLM
}
