package dev.corral.dispatcher.appkind;

import dev.corral.dispatcher.resource.AppType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Open WebUI: the chat page for everybody. People are signed in by the gateway's headers alone.
final class OpenWebUiKind implements AppKind {
  private final AppConfig.OpenWebUi config;

  OpenWebUiKind(AppConfig.OpenWebUi config) {
    this.config = config;
  }

  @Override
  public AppType type() {
    return AppType.OPEN_WEBUI;
  }

  @Override
  public String title() {
    return "Open WebUI";
  }

  @Override
  public String image() {
    return config.image();
  }

  @Override
  public String oldest() {
    return "0.11.4";
  }

  @Override
  public String template() {
    return "/manifest/open-webui.deployment.yaml";
  }

  @Override
  public List<Flavour> flavours() {
    return List.of();
  }

  @Override
  public boolean keepsData() {
    return true;
  }

  @Override
  public boolean onePerTeam() {
    return false;
  }

  @Override
  public boolean listsModels() {
    return false;
  }

  @Override
  public Map<String, String> environment(AppOrder order) {
    var all = new TreeMap<String, String>();
    all.put("WEBUI_URL", order.url());
    all.put("CORS_ALLOW_ORIGIN", order.url());
    all.put("WEBUI_SESSION_COOKIE_SECURE", truth(order.isHttps()));
    all.put("OPENAI_API_BASE_URL", order.openAi().toString());
    tasks(all, config.taskModel().filter(order::mayUse));
    documents(all, config.embeddingModel().filter(order::mayUse), order);
    return all;
  }

  /// Titles, tags and follow-ups are made by a model that is cheap to wake, or not at all.
  private static void tasks(Map<String, String> all, Optional<String> model) {
    model.ifPresent(name -> all.put("TASK_MODEL_EXTERNAL", name));
    for (String task : List.of("TITLE", "TAGS", "FOLLOW_UP")) {
      all.put("ENABLE_" + task + "_GENERATION", truth(model.isPresent()));
    }
    all.put("ENABLE_AUTOCOMPLETE_GENERATION", "False");
  }

  private static void documents(Map<String, String> all, Optional<String> model, AppOrder order) {
    all.put("BYPASS_EMBEDDING_AND_RETRIEVAL", truth(model.isEmpty()));
    all.put("RAG_EMBEDDING_ENGINE", "openai");
    all.put("RAG_OPENAI_API_BASE_URL", order.openAi().toString());
    model.ifPresent(name -> all.put("RAG_EMBEDDING_MODEL", name));
  }

  @Override
  public Map<String, String> secretEnvironment() {
    return Map.of(
        "OPENAI_API_KEY",
        API_KEY,
        "RAG_OPENAI_API_KEY",
        API_KEY,
        "WEBUI_SECRET_KEY",
        "webui-secret-key",
        "WEBUI_ADMIN_PASSWORD",
        "admin-password",
        "FORWARD_USER_INFO_HEADER_JWT_SECRET",
        "user-jwt-secret");
  }

  @Override
  public Map<String, String> databaseEnvironment() {
    return Map.of("DATABASE_URL", "url");
  }

  @Override
  public Map<String, String> secrets(SecretText text) {
    return Map.of(
        "webui-secret-key",
        text.random(),
        "admin-password",
        text.random(),
        "user-jwt-secret",
        text.random());
  }

  @Override
  public Map<String, String> files(AppOrder order) {
    return Map.of();
  }

  private static String truth(boolean value) {
    return value ? "True" : "False";
  }
}
