package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.resource.DeleteTerms;
import dev.corral.local.kubernetes.resource.Outcome;
import dev.corral.local.kubernetes.resource.PatchBody;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.List;

/// The verbs on collections and on single objects.
final class ResourceHandler {
  private final Resources resources;
  private final Tables tables;
  private final Lists lists;

  ResourceHandler(Resources resources, Tables tables) {
    this.resources = resources;
    this.tables = tables;
    this.lists = new Lists(resources.store());
  }

  ResourceType type(ResourcePath path) {
    ResourceType type =
        resources
            .kinds()
            .find(path.version(), path.plural())
            .orElseThrow(() ->
                RequestFailed.because(
                    Reason.NOT_FOUND, "the server could not find the requested resource"));
    if (!type.namespaced() && !path.namespace().isEmpty() && !path.plural().equals("namespaces")) {
      throw RequestFailed.because(
          Reason.NOT_FOUND, "the server could not find the requested resource");
    }
    return type;
  }

  Reply collection(ResourcePath path, Call call) {
    ResourceType type = type(path);
    Presentation presentation = Presentation.of(type, call, tables);
    return switch (call.method()) {
      case "GET" -> Reply.ok(lists.list(Selection.of(type, path, call), presentation, call));
      case "POST" -> {
        requireNamespace(type, path);
        Outcome outcome = resources.create(type, path.namespace(), call.object(), call.terms(""));
        yield reply(201, presentation, outcome);
      }
      case "DELETE" -> deleteAll(type, path, presentation, call);
      default -> throw notAllowed();
    };
  }

  private static void requireNamespace(ResourceType type, ResourcePath path) {
    if (type.namespaced() && path.namespace().isEmpty()) {
      throw RequestFailed.because(
          Reason.BAD_REQUEST, "an empty namespace may not be set during creation");
    }
  }

  static RequestFailed notAllowed() {
    return RequestFailed.because(
        Reason.METHOD_NOT_ALLOWED,
        "the server does not allow this method on the requested resource");
  }

  private static Reply reply(int code, Presentation presentation, Outcome outcome) {
    Reply reply = Reply.ok(presentation.one(outcome.object().deepCopy()));
    return new Reply(code, reply.contentType(), reply.body(), outcome.warnings());
  }

  /// Objects, and their status subresource.
  Reply single(ResourcePath path, Call call) {
    ResourceType type = type(path);
    requireNamespace(type, path);
    Presentation presentation = Presentation.of(type, call, tables);
    return switch (call.method()) {
      case "GET" -> Reply.ok(presentation.one(resources.get(type, path.namespace(), path.name())));
      case "PUT" ->
          reply(
              200,
              presentation,
              resources.update(
                  type,
                  path.namespace(),
                  path.name(),
                  call.object(),
                  call.terms(path.subresource())));
      case "PATCH" -> patch(type, path, presentation, call);
      case String verb when verb.equals("DELETE") && path.subresource().isEmpty() ->
          delete(type, path, call);
      default -> throw notAllowed();
    };
  }

  private Reply patch(ResourceType type, ResourcePath path, Presentation presentation, Call call) {
    PatchBody body = patchBody(call);
    Outcome outcome =
        resources.patch(type, path.namespace(), path.name(), body, call.terms(path.subresource()));
    return reply(outcome.change() == Outcome.Change.CREATED ? 201 : 200, presentation, outcome);
  }

  static PatchBody patchBody(Call call) {
    return switch (call.mediaType()) {
      case "application/json-patch+json" -> new PatchBody.JsonOperations(call.json());
      case "application/merge-patch+json" -> new PatchBody.Merge(call.object());
      case "application/strategic-merge-patch+json" -> new PatchBody.Strategic(call.object());
      case "application/apply-patch+yaml" -> new PatchBody.Apply(call.object());
      default ->
          throw RequestFailed.because(
              Reason.UNSUPPORTED_MEDIA_TYPE,
              "the body of the request was in an unknown format: " + call.mediaType());
    };
  }

  private Reply delete(ResourceType type, ResourcePath path, Call call) {
    Outcome outcome = resources.delete(type, path.namespace(), path.name(), deleteTerms(call));
    if (outcome.change() == Outcome.Change.DELETING) {
      return Reply.of(200, outcome.object());
    }
    ObjectNode details =
        Json.object(
            "name",
            path.name(),
            "group",
            type.group(),
            "kind",
            type.names().plural(),
            "uid",
            outcome.object().path("metadata").path("uid"));
    return Reply.of(
        200,
        Json.object(
            "kind",
            "Status",
            "apiVersion",
            "v1",
            "metadata",
            Json.object(),
            "status",
            "Success",
            "details",
            details));
  }

  private static DeleteTerms deleteTerms(Call call) {
    JsonNode options = call.json();
    String grace = call.parameter("gracePeriodSeconds");
    if (!grace.isEmpty()) {
      ObjectNode own = options instanceof ObjectNode object ? object : Json.object();
      own.put("gracePeriodSeconds", Lists.revision(grace));
      options = own;
    }
    return DeleteTerms.of(
        options, call.parameter("propagationPolicy"), !call.parameter("dryRun").isEmpty());
  }

  private Reply deleteAll(
      ResourceType type, ResourcePath path, Presentation presentation, Call call) {
    Selection selection = Selection.of(type, path, call);
    List<StoredObject> found =
        resources.list(type.storage(), path.namespace()).objects().stream()
            .filter(selection::matches)
            .toList();
    DeleteTerms terms = deleteTerms(call);
    for (StoredObject object : found) {
      if (resources.store().get(object.key()).isPresent()) {
        resources.delete(type, object.namespace(), object.name(), terms);
      }
    }
    ObjectNode metadata =
        Json.object("resourceVersion", Long.toString(resources.store().revision()));
    return Reply.ok(presentation.list(found, metadata));
  }
}
