package dev.corral.dispatcher.appkind;

import dev.corral.dispatcher.resource.AppType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Flowise: flows of models and tools. Its owner's account is made before anybody can reach it, and
/// its open edition knows one organisation only: one instance per team.
final class FlowiseKind implements AppKind {
  private static final List<Flavour> FLAVOURS =
      List.of(
          new Flavour("chatflow", "Chatflow", "CHATFLOW", "/chatflows"),
          new Flavour("agentflow", "Agentflow", "AGENTFLOW", "/agentflows"),
          new Flavour("assistant", "Assistant", "ASSISTANT", "/assistants/custom"),
          new Flavour("multiagent", "Multi-agent (Agentflow V1)", "MULTIAGENT", "/v1/agentflows"),
          new Flavour("conversation", "Conversation with memory", "CHATFLOW", "/chatflows"),
          new Flavour("document-qa", "Questions about documents", "CHATFLOW", "/document-stores"),
          new Flavour("tool-agent", "Agent with tools", "AGENTFLOW", "/agentflows"));

  /// Nodes that run code or programs that somebody wrote into a flow.
  private static final String DISABLED_NODES =
      String.join(
          ",",
          "customFunction",
          "customFunctionAgentflow",
          "customTool",
          "ifElseFunction",
          "seqCustomFunction",
          "customMCP",
          "customMcpServerTool",
          "supergatewayMCP",
          "codeInterpreterE2B",
          "pythonInterpreter",
          "readFile",
          "writeFile");

  /// What a flow may never call: the pod itself, the node's metadata. Our services have private
  /// addresses, which the built-in check would refuse altogether.
  private static final List<String> DENIED =
      List.of(
          "0.0.0.0/8",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "::1/128",
          "fe80::/10",
          "fd00:ec2::254/128");

  private final AppConfig.Flowise config;
  private final String ownerScript;

  FlowiseKind(AppConfig.Flowise config) {
    this.config = config;
    this.ownerScript = text("/manifest/flowise-owner.mjs");
  }

  @Override
  public AppType type() {
    return AppType.FLOWISE;
  }

  @Override
  public String title() {
    return "Flowise";
  }

  @Override
  public String image() {
    return config.image();
  }

  @Override
  public String oldest() {
    return "3.1.4";
  }

  @Override
  public String template() {
    return "/manifest/flowise.deployment.yaml";
  }

  @Override
  public List<Flavour> flavours() {
    return FLAVOURS;
  }

  @Override
  public boolean keepsData() {
    return true;
  }

  @Override
  public boolean onePerTeam() {
    return true;
  }

  @Override
  public boolean listsModels() {
    return false;
  }

  @Override
  public Map<String, String> environment(AppOrder order) {
    var all = new TreeMap<String, String>();
    all.put("APP_URL", order.url());
    all.put("CORS_ORIGINS", order.url());
    all.put("IFRAME_ORIGINS", order.url());
    all.put("SECURE_COOKIES", Boolean.toString(order.isHttps()));
    all.put("DISABLED_NODES", DISABLED_NODES);
    all.put("HTTP_SECURITY_CHECK", "false");
    all.put(
        "HTTP_DENY_LIST",
        Stream.concat(DENIED.stream(), config.denyRanges().orElse(List.of()).stream())
            .collect(Collectors.joining(",")));
    all.put("CORRAL_OPENAI_BASE_URL", order.openAi().toString());
    flavour(order.spec()).ifPresent(flavour -> all.put("CORRAL_CHATFLOW_TYPE", flavour.chatflow()));
    return all;
  }

  @Override
  public Map<String, String> secretEnvironment() {
    return Map.of(
        "CORRAL_API_KEY",
        API_KEY,
        "FLOWISE_SECRETKEY_OVERWRITE",
        "encryption-key",
        "JWT_AUTH_TOKEN_SECRET",
        "jwt-auth-secret",
        "JWT_REFRESH_TOKEN_SECRET",
        "jwt-refresh-secret",
        "EXPRESS_SESSION_SECRET",
        "session-secret",
        "TOKEN_HASH_SECRET",
        "token-hash-secret",
        "CORRAL_OWNER_PASSWORD",
        "owner-password");
  }

  @Override
  public Map<String, String> databaseEnvironment() {
    return Map.of(
        "DATABASE_HOST",
        "host",
        "DATABASE_PORT",
        "port",
        "DATABASE_NAME",
        "name",
        "DATABASE_USER",
        "user",
        "DATABASE_PASSWORD",
        "password",
        "DATABASE_TYPE",
        "type");
  }

  @Override
  public Map<String, String> secrets(SecretText text) {
    var all = new TreeMap<String, String>();
    for (String key :
        List.of(
            "encryption-key",
            "jwt-auth-secret",
            "jwt-refresh-secret",
            "session-secret",
            "token-hash-secret")) {
      all.put(key, text.random());
    }
    // Its rule wants one character of each kind.
    all.put("owner-password", text.random() + "aA1!");
    return all;
  }

  @Override
  public Map<String, String> files(AppOrder order) {
    return Map.of("owner.mjs", ownerScript);
  }

  private static String text(String resource) {
    try (InputStream in = FlowiseKind.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
