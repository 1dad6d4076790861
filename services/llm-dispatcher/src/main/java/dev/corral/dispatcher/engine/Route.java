package dev.corral.dispatcher.engine;

import java.util.Map;

/// Where requests for a model without pods go.
public sealed interface Route {
  /// To a place that is known.
  ///
  /// @param servedName the name that the other side answers to
  /// @param annotations what the inference-proxy needs to get there; never a credential
  record To(String servedName, String dialect, int port, Map<String, String> annotations)
      implements Route {}

  /// To nowhere.
  ///
  /// @param sentence why, for a person
  record Nowhere(String sentence) implements Route {}
}
