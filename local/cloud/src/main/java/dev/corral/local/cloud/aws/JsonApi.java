package dev.corral.local.cloud.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/// A service of the JSON 1.1 protocol: a header names the operation, the body is its input.
public final class JsonApi implements AwsApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TYPE = "application/x-amz-json-1.1";

  /// One operation.
  public interface Operation {
    ObjectNode apply(JsonInput input) throws IOException;
  }

  private final String prefix;
  private final Map<String, Operation> operations;

  /// @param service as it stands before the dot of the header
  public JsonApi(String service, Map<String, Operation> operations) {
    this.prefix = service + ".";
    this.operations = Map.copyOf(operations);
  }

  @Override
  public boolean owns(AwsRequest request) {
    return request.target().startsWith(prefix);
  }

  @Override
  public AwsAnswer answer(AwsRequest request) throws IOException {
    try {
      return AwsAnswer.json(200, TYPE, result(request));
    } catch (AwsFault fault) {
      var body = JSON.createObjectNode().put("__type", fault.code());
      fault.details().forEach(body::put);
      return AwsAnswer.json(fault.status(), TYPE, body.put("message", fault.message()));
    }
  }

  private ObjectNode result(AwsRequest request) throws IOException {
    var operation = operations.get(request.target().substring(prefix.length()));
    if (operation == null) {
      throw AwsFault.bad("UnknownOperationException", "Unknown operation " + request.target());
    }
    return operation.apply(new JsonInput(object(request.body()), request.region()));
  }

  /// The body as an object; an empty one stands for no members.
  static ObjectNode object(String body) {
    try {
      if (body.isEmpty()) {
        return JSON.createObjectNode();
      }
      if (JSON.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      // The same answer as for JSON that is not an object.
    }
    throw AwsFault.bad("SerializationException", "The body is not a JSON object.");
  }
}
