package dev.corral.local.engine.http;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;

/// A dialect puts its paths on the server.
public interface Routes {
  /// Where its paths begin; failures below it have its error shape.
  String prefix();

  /// Adds the routes.
  void mount(Router router);

  /// The body of a failure.
  JsonObject error(Problem problem);
}
