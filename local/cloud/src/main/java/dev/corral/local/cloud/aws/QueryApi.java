package dev.corral.local.cloud.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/// A service of the query protocol: a form goes in, XML comes out.
public final class QueryApi implements AwsApi {
  /// One operation; the result's members carry the names of the XML elements.
  public interface Operation {
    ObjectNode apply(QueryForm form) throws IOException;
  }

  private final QueryDialect dialect;
  private final Map<String, Operation> operations;

  /// @param operations by their `Action`
  public QueryApi(QueryDialect dialect, Map<String, Operation> operations) {
    this.dialect = dialect;
    this.operations = Map.copyOf(operations);
  }

  @Override
  public boolean owns(AwsRequest request) {
    return request.target().isEmpty()
        && request.path().isEmpty()
        && dialect.version().equals(parameters(request).get("Version"));
  }

  @Override
  public AwsAnswer answer(AwsRequest request) throws IOException {
    var requestId = UUID.randomUUID().toString();
    try {
      var form = new QueryForm(parameters(request), request.region());
      var action = form.find("Action").orElse("");
      return AwsAnswer.xml(200, dialect.answer(action, result(action, form), requestId));
    } catch (AwsFault fault) {
      return AwsAnswer.xml(fault.status(), dialect.fault(fault, requestId));
    }
  }

  private ObjectNode result(String action, QueryForm form) throws IOException {
    var operation = operations.get(action);
    if (operation == null) {
      throw AwsFault.bad(
          "InvalidAction", "The action %s is not valid for this web service.".formatted(action));
    }
    return operation.apply(form);
  }

  private static Map<String, String> parameters(AwsRequest request) {
    return request.method().equals("POST")
        ? AwsRequest.parameters(request.body())
        : request.query();
  }
}
