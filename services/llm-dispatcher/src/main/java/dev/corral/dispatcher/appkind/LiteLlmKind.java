package dev.corral.dispatcher.appkind;

import dev.corral.dispatcher.litellm.LiteLlmConfig;
import dev.corral.dispatcher.litellm.Prices;
import dev.corral.dispatcher.litellm.Route;
import dev.corral.dispatcher.resource.AppType;
import java.util.List;
import java.util.Map;

/// LiteLLM: one address with many keys in front of our models. Its configuration is rendered, its
/// admin page is off, and without a database it keeps nothing.
final class LiteLlmKind implements AppKind {
  private final AppConfig.LiteLlm config;

  LiteLlmKind(AppConfig.LiteLlm config) {
    this.config = config;
  }

  @Override
  public AppType type() {
    return AppType.LITELLM;
  }

  @Override
  public String title() {
    return "LiteLLM";
  }

  @Override
  public String image() {
    return config.image();
  }

  @Override
  public String oldest() {
    return "1.84.0";
  }

  @Override
  public String template() {
    return "/manifest/litellm.deployment.yaml";
  }

  @Override
  public List<Flavour> flavours() {
    return List.of();
  }

  @Override
  public boolean keepsData() {
    return false;
  }

  @Override
  public boolean onePerTeam() {
    return false;
  }

  @Override
  public boolean listsModels() {
    return true;
  }

  @Override
  public Map<String, String> environment(AppOrder order) {
    return Map.of("PROXY_BASE_URL", order.url());
  }

  @Override
  public Map<String, String> secretEnvironment() {
    return Map.of(
        "CORRAL_API_KEY",
        API_KEY,
        "LITELLM_MASTER_KEY",
        "master-key",
        "LITELLM_SALT_KEY",
        "salt-key");
  }

  @Override
  public Map<String, String> databaseEnvironment() {
    return Map.of("DATABASE_URL", "url");
  }

  /// The salt can never change once something was stored with it, and must never be the master key:
  /// one key for both purposes made every key holder an admin.
  @Override
  public Map<String, String> secrets(SecretText text) {
    return Map.of("master-key", "sk-" + text.random(), "salt-key", text.random());
  }

  @Override
  public Map<String, String> files(AppOrder order) {
    var routes =
        order.offered().stream()
            .<Route>map(model -> new Route.Ours(model, Route.Mode.CHAT))
            .toList();
    return Map.of(
        "config.yaml", new LiteLlmConfig(order.openAi(), false, Prices.UNKNOWN).render(routes));
  }
}
