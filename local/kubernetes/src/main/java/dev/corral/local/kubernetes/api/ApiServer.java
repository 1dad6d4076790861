package dev.corral.local.kubernetes.api;

import dev.corral.local.kubernetes.access.AccountTokens;
import dev.corral.local.kubernetes.access.Authenticator;
import dev.corral.local.kubernetes.access.Caller;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.GroupVersion;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Answers requests, whatever carried them; watches are only described here and run by [HttpFront].
public final class ApiServer {
  private static final String VERSION =
      """
      {"major":"1","minor":"32","gitVersion":"v1.32.0+corral","gitCommit":"","gitTreeState":"clean","buildDate":"2026-11-20T00:00:00Z",\
      "goVersion":"none","compiler":"javac","platform":"java/any"}\
      """;

  private final Resources resources;
  private final Authenticator authenticator;
  private final AccountTokens tokens;
  private final Tables tables;
  private final ResourceHandler handler;
  private final SubresourceHandler subresources;
  private final Discovery discovery;
  private final OpenApi openApi;

  public ApiServer(
      Resources resources,
      Authenticator authenticator,
      AccountTokens tokens,
      LogSource logs,
      Clock clock) {
    this.resources = resources;
    this.authenticator = authenticator;
    this.tokens = tokens;
    this.tables = new Tables(clock);
    this.handler = new ResourceHandler(resources, tables);
    this.subresources = new SubresourceHandler(resources, tokens, logs);
    this.discovery = new Discovery(resources.kinds());
    this.openApi = new OpenApi(resources.kinds());
  }

  /// Refuses callers that must not be here.
  void admit(Call call) {
    if (!Authenticator.ownHost(call.header("host"))) {
      throw RequestFailed.because(Reason.FORBIDDEN, "this server only answers to its own names");
    }
    boolean known =
        !(authenticator.caller(call.header("authorization")) instanceof Caller.Anonymous);
    if (!known && !(Authenticator.open(call.path()) && call.method().equals("GET"))) {
      throw RequestFailed.because(Reason.UNAUTHORIZED, "Unauthorized");
    }
  }

  /// The watch that a request asks for, if it asks for one.
  Optional<WatchRequest> watch(Call call) {
    Optional<ResourcePath> path = ResourcePath.parse(call.path());
    if (!call.method().equals("GET")
        || !call.flag("watch")
        || path.isEmpty()
        || !path.get().subresource().isEmpty()) {
      return Optional.empty();
    }
    ResourceType type = handler.type(path.get());
    return Optional.of(
        WatchRequest.of(
            Selection.of(type, path.get(), call), Presentation.of(type, call, tables), call));
  }

  Resources resources() {
    return resources;
  }

  /// The answer to a request.
  Reply answer(Call call) {
    Optional<ResourcePath> path = ResourcePath.parse(call.path());
    return path.isPresent() ? resource(path.get(), call) : document(call);
  }

  private Reply resource(ResourcePath path, Call call) {
    if (path.name().isEmpty()) {
      return handler.collection(path, call);
    }
    ResourceType type = handler.type(path);
    return switch (path.subresource()) {
      case "" -> handler.single(path, call);
      case String sub when sub.equals("status") && type.subresources().status() ->
          handler.single(path, call);
      case "scale" -> subresources.scale(type, path, call);
      case String sub when sub.equals("token") && type.is("/serviceaccounts") ->
          subresources.token(type, path, call);
      case String sub when sub.equals("log") && type.is("/pods") ->
          subresources.log(type, path, call);
      default -> throw notFound();
    };
  }

  private Reply document(Call call) {
    boolean aggregated = Discovery.wantsAggregated(call.header("accept"));
    String path = call.path().length() > 1 ? call.path().replaceFirst("/$", "") : call.path();
    return switch (path) {
      case "/version" -> Reply.ok(VERSION.getBytes(StandardCharsets.UTF_8));
      case "/healthz", "/livez", "/readyz" -> Reply.text("ok");
      case "/" ->
          Reply.of(
              200,
              Json.object(
                  "paths", List.of("/api", "/apis", "/healthz", "/openapi/v3", "/version")));
      case "/api" ->
          aggregated ? aggregatedDiscovery(true) : Reply.of(200, discovery.coreVersions());
      case "/apis" -> aggregated ? aggregatedDiscovery(false) : Reply.of(200, discovery.groups());
      case "/openapi/v3" -> Reply.of(200, openApi.index());
      case "/.well-known/openid-configuration" -> Reply.of(200, tokens.discovery());
      case "/openid/v1/jwks" -> Reply.ok(tokens.keys().getBytes(StandardCharsets.UTF_8));
      default -> group(path);
    };
  }

  private Reply aggregatedDiscovery(boolean core) {
    return new Reply(200, Discovery.AGGREGATED, Json.bytes(discovery.aggregated(core)), List.of());
  }

  private Reply group(String path) {
    boolean openApiDocument = path.startsWith("/openapi/v3/");
    String[] parts = path.substring(openApiDocument ? 12 : 1).split("/");
    boolean core = parts.length == 2 && parts[0].equals("api");
    if (core || parts.length == 3 && parts[0].equals("apis")) {
      GroupVersion version =
          core ? new GroupVersion("", parts[1]) : new GroupVersion(parts[1], parts[2]);
      requireServed(version.group(), version.version());
      return Reply.of(
          200, openApiDocument ? openApi.document(version) : discovery.resources(version));
    }
    if (parts.length == 2 && parts[0].equals("apis") && !openApiDocument) {
      requireServed(parts[1], "");
      return Reply.of(200, discovery.group(parts[1]));
    }
    throw notFound();
  }

  private void requireServed(String group, String version) {
    List<String> versions = resources.kinds().versionsOf(group);
    if (versions.isEmpty() || !version.isEmpty() && !versions.contains(version)) {
      throw notFound();
    }
  }

  private static RequestFailed notFound() {
    return RequestFailed.because(
        Reason.NOT_FOUND, "the server could not find the requested resource");
  }
}
