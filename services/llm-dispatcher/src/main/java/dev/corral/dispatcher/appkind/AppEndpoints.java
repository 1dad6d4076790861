package dev.corral.dispatcher.appkind;

import java.net.URI;
import java.util.Optional;

/// Where the pods of apps are.
public interface AppEndpoints {
  /// `http://<address>:<port>` of the app's ready pod; empty while it has none.
  Optional<URI> of(String app);
}
