package dev.corral.local.cloud.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// How a service of the query protocol wraps its XML: EC2 is older than the rule.
public enum QueryDialect {
  /// Result members directly under the response, errors under `Response`.
  EC2("2016-11-15", "http://ec2.amazonaws.com/doc/2016-11-15/") {
    @Override
    JsonNode wrap(String action, ObjectNode result, String requestId) {
      return object().put("requestId", requestId).setAll(result);
    }

    @Override
    String fault(AwsFault fault, String requestId) {
      var body = object();
      body.putObject("Errors").set("Error", error(fault));
      return Xml.document("Response", "", body.put("RequestID", requestId));
    }
  },

  /// Result members under `…Result`, errors under `ErrorResponse`.
  STS("2011-06-15", "https://sts.amazonaws.com/doc/2011-06-15/") {
    @Override
    JsonNode wrap(String action, ObjectNode result, String requestId) {
      var body = object();
      body.set(action + "Result", result);
      body.putObject("ResponseMetadata").put("RequestId", requestId);
      return body;
    }

    @Override
    String fault(AwsFault fault, String requestId) {
      var body = object();
      body.set("Error", object().put("Type", "Sender").setAll(error(fault)));
      return Xml.document("ErrorResponse", namespace(), body.put("RequestId", requestId));
    }
  };

  private final String version;
  private final String namespace;

  QueryDialect(String version, String namespace) {
    this.version = version;
    this.namespace = namespace;
  }

  /// The `Version` parameter that names the service.
  String version() {
    return version;
  }

  String namespace() {
    return namespace;
  }

  String answer(String action, ObjectNode result, String requestId) {
    return Xml.document(action + "Response", namespace, wrap(action, result, requestId));
  }

  abstract JsonNode wrap(String action, ObjectNode result, String requestId);

  abstract String fault(AwsFault fault, String requestId);

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode error(AwsFault fault) {
    return object().put("Code", fault.code()).put("Message", fault.message());
  }
}
