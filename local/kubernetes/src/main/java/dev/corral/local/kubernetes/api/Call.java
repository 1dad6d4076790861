package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.resource.FieldValidation;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.util.List;

/// One request, taken in whole.
///
/// @param query decoded query parameters
record Call(String method, String path, MultiMap query, MultiMap headers, byte[] body) {
  String parameter(String name) {
    String value = query.get(name);
    return value == null ? "" : value;
  }

  boolean flag(String name) {
    String value = query.get(name);
    return value != null && (value.isEmpty() || value.equals("true") || value.equals("1"));
  }

  String header(String name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  /// The media type of the body without its parameters.
  String mediaType() {
    return header("content-type").replaceFirst(";.*", "").strip();
  }

  /// The body as JSON or YAML; missing when there is none.
  JsonNode json() {
    if (body.length == 0) {
      return MissingNode.getInstance();
    }
    if (mediaType().contains("protobuf")) {
      throw RequestFailed.because(
          Reason.UNSUPPORTED_MEDIA_TYPE,
          "this server reads JSON and YAML, not protobuf; use kubectl apply -f");
    }
    try {
      if (!mediaType().contains("yaml") || body[0] == '{') {
        return Json.parse(body);
      }
      List<JsonNode> documents = Json.parseYaml(body);
      return documents.isEmpty() ? MissingNode.getInstance() : documents.getFirst();
    } catch (IOException e) {
      throw RequestFailed.because(
          Reason.BAD_REQUEST,
          "the object provided is unrecognized: the body is not valid JSON or YAML");
    }
  }

  /// The body as an object.
  ObjectNode object() {
    if (json() instanceof ObjectNode object) {
      return object;
    }
    throw RequestFailed.because(Reason.BAD_REQUEST, "the body must be a JSON object");
  }

  /// The terms of a write, for a subresource (empty for the object itself).
  Terms terms(String subresource) {
    return new Terms(
        manager(),
        subresource,
        FieldValidation.of(parameter("fieldValidation")),
        flag("force"),
        !parameter("dryRun").isEmpty());
  }

  private String manager() {
    String named = parameter("fieldManager");
    if (!named.isEmpty() || mediaType().contains("apply-patch")) {
      return named;
    }
    String agent = header("user-agent").replaceFirst("[/ ].*", "");
    return agent.isEmpty() ? "unknown" : agent;
  }
}
