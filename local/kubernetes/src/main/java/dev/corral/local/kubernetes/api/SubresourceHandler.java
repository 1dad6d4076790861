package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.access.AccountTokens;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.kind.Subresources;
import dev.corral.local.kubernetes.patch.JsonPatch;
import dev.corral.local.kubernetes.patch.MergePatch;
import dev.corral.local.kubernetes.resource.LabelSelector;
import dev.corral.local.kubernetes.resource.PatchBody;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.resource.Timestamps;
import dev.corral.local.kubernetes.status.Cause;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// The subresources that are more than a part of their object: scale, token and log.
final class SubresourceHandler {
  private static final Duration LONGEST_TOKEN = Duration.ofDays(2);

  private final Resources resources;
  private final AccountTokens tokens;
  private final LogSource logs;

  SubresourceHandler(Resources resources, AccountTokens tokens, LogSource logs) {
    this.resources = resources;
    this.tokens = tokens;
    this.logs = logs;
  }

  Reply scale(ResourceType type, ResourcePath path, Call call) {
    Subresources.ScalePaths paths =
        type.subresources()
            .scale()
            .orElseThrow(() ->
                RequestFailed.because(
                    Reason.NOT_FOUND, "the server could not find the requested resource"));
    StoredObject object = resources.get(type, path.namespace(), path.name());
    return switch (call.method()) {
      case "GET" -> Reply.of(200, scaleOf(object.json(), paths));
      case "PUT" -> scaled(type, object, paths, call.object(), call.terms(""));
      case "PATCH" ->
          scaled(
              type,
              object,
              paths,
              patched(scaleOf(object.json(), paths), ResourceHandler.patchBody(call)),
              call.terms(""));
      default -> throw ResourceHandler.notAllowed();
    };
  }

  private static JsonNode patched(ObjectNode scale, PatchBody patch) {
    return switch (patch) {
      case PatchBody.JsonOperations(JsonNode operations) -> JsonPatch.apply(scale, operations);
      case PatchBody.Merge(ObjectNode changes) -> MergePatch.apply(scale, changes);
      case PatchBody.Strategic(ObjectNode changes) -> MergePatch.apply(scale, changes);
      case PatchBody.Apply(ObjectNode configuration) -> MergePatch.apply(scale, configuration);
    };
  }

  private Reply scaled(
      ResourceType type,
      StoredObject object,
      Subresources.ScalePaths paths,
      JsonNode scale,
      Terms terms) {
    String required = scale.path("metadata").path("resourceVersion").asText();
    if (!required.isEmpty() && !required.equals(Long.toString(object.revision()))) {
      throw RequestFailed.conflict(
          type.qualified(),
          object.name(),
          "the object has been modified; please apply your changes to the latest version and try again");
    }
    ObjectNode result =
        resources
            .edit(
                object,
                type,
                terms,
                next -> {
                  String[] parts = paths.specReplicas().split("\\.");
                  Json.at(next, Arrays.copyOf(parts, parts.length - 1))
                      .put(parts[parts.length - 1], scale.path("spec").path("replicas").asInt());
                  return next;
                })
            .object();
    return Reply.of(200, scaleOf(result, paths));
  }

  private static ObjectNode scaleOf(ObjectNode object, Subresources.ScalePaths paths) {
    JsonNode metadata = object.path("metadata");
    JsonNode selector = at(object, paths.selector());
    return Json.object(
        "kind", "Scale",
        "apiVersion", "autoscaling/v1",
        "metadata",
            Json.object(
                "name",
                metadata.path("name"),
                "namespace",
                metadata.path("namespace"),
                "uid",
                metadata.path("uid"),
                "resourceVersion",
                metadata.path("resourceVersion"),
                "creationTimestamp",
                metadata.path("creationTimestamp")),
        "spec", Json.object("replicas", at(object, paths.specReplicas()).asInt()),
        "status",
            Json.object(
                "replicas",
                at(object, paths.statusReplicas()).asInt(),
                "selector",
                selector.isTextual() ? selector.asText() : LabelSelector.of(selector).text()));
  }

  private static JsonNode at(JsonNode node, String dotted) {
    JsonNode value = dotted.isEmpty() ? MissingNode.getInstance() : node;
    for (String name : dotted.split("\\.")) {
      value = value.path(name);
    }
    return value;
  }

  /// TokenRequest: a token of a service account for given audiences.
  Reply token(ResourceType type, ResourcePath path, Call call) {
    if (!call.method().equals("POST")) {
      throw ResourceHandler.notAllowed();
    }
    StoredObject account = resources.get(type, path.namespace(), path.name());
    ObjectNode request = call.object();
    ObjectNode spec = Json.at(request, "spec");
    List<String> asked = Json.texts(spec.path("audiences"));
    List<String> audiences = asked.isEmpty() ? List.of(tokens.issuer()) : asked;
    long seconds = lifetime(spec);
    Instant expiry = tokens.expiry(Duration.ofSeconds(seconds));
    var subject = new AccountTokens.Account(account.namespace(), account.name(), account.uid());
    String token = tokens.issue(subject, audiences, expiry);
    spec.put("expirationSeconds", seconds).set("audiences", Json.arrayOf(audiences));
    request.put("kind", "TokenRequest").put("apiVersion", "authentication.k8s.io/v1");
    request.set("metadata", Json.object("name", path.name(), "namespace", path.namespace()));
    request.set(
        "status", Json.object("token", token, "expirationTimestamp", Timestamps.of(expiry)));
    return Reply.of(201, request);
  }

  private static long lifetime(ObjectNode spec) {
    long seconds = spec.path("expirationSeconds").asLong(3600);
    if (seconds < 600) {
      String text = "may not specify a duration less than 10 minutes";
      Cause cause = Cause.invalid("spec.expirationSeconds", Long.toString(seconds), text);
      throw RequestFailed.invalid("TokenRequest.authentication.k8s.io", "", List.of(cause));
    }
    return Math.min(seconds, LONGEST_TOKEN.toSeconds());
  }

  Reply log(ResourceType type, ResourcePath path, Call call) {
    StoredObject pod = resources.get(type, path.namespace(), path.name());
    String asked = call.parameter("container");
    String first = pod.at("spec", "containers").path(0).path("name").asText();
    String container = asked.isEmpty() ? first : asked;
    boolean previous = call.parameter("previous").equals("true");
    LogRules.check(pod, container, previous);
    String tail = call.parameter("tailLines");
    return Reply.text(
        logs.log(pod, container, previous, tail.isEmpty() ? -1 : (int) Lists.revision(tail)));
  }
}
