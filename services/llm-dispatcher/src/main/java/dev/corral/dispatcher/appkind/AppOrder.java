package dev.corral.dispatcher.appkind;

import dev.corral.dispatcher.resource.AppSpec;
import java.net.URI;
import java.util.List;

/// What an app's pod is made from.
///
/// @param url where people find it
/// @param proxy the inference-proxy
/// @param offered the models that it can list, for types that must be told
public record AppOrder(String name, String url, AppSpec spec, URI proxy, List<String> offered) {
  /// The OpenAI root of the inference-proxy.
  URI openAi() {
    return proxy.resolve("/v1");
  }

  /// True when it may talk to the model; without models of its own it may to all of its owner's.
  boolean mayUse(String model) {
    return spec.models() == null || spec.models().isEmpty() || spec.models().contains(model);
  }

  boolean isHttps() {
    return url.startsWith("https:");
  }
}
