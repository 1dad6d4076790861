package dev.corral.proxy.upstream;

import java.util.Optional;

/// One server elsewhere.
///
/// @param dialect `ollama` or `openai`
/// @param authorization the header's value, a secret
public record ExternalEndpoint(ExternalUrl url, String dialect, Optional<String> authorization) {
  @Override
  public String toString() {
    return "an external endpoint";
  }
}
