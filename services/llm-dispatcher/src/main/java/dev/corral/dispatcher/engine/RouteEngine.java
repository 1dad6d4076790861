package dev.corral.dispatcher.engine;

/// A way to a model that runs elsewhere. It has no pods, costs nothing to keep and is ready at
/// once.
public sealed interface RouteEngine extends ModelEngine permits BedrockRoute, ExternalRoute {
  /// Where requests for the model go now.
  Route route(ServedModel model);
}
