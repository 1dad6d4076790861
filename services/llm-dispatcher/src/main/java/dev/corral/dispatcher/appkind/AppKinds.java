package dev.corral.dispatcher.appkind;

import dev.corral.dispatcher.resource.AppType;
import java.util.List;

/// The app types that can be launched.
public final class AppKinds {
  private final List<AppKind> all;

  public AppKinds(AppConfig config) {
    this.all =
        List.of(
            new OpenWebUiKind(config.openWebui()),
            new FlowiseKind(config.flowise()),
            new LiteLlmKind(config.litellm()));
  }

  /// All of them.
  public List<AppKind> all() {
    return all;
  }

  /// The one.
  public AppKind of(AppType type) {
    return all.stream().filter(kind -> kind.type() == type).findFirst().orElseThrow();
  }
}
