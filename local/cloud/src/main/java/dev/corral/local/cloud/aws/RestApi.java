package dev.corral.local.cloud.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A service of the REST protocol: method and path name the operation, bodies are JSON.
public final class RestApi implements AwsApi {
  private static final String JSON = "application/json";

  /// One operation; no result means 204.
  public interface Operation {
    Optional<ObjectNode> apply(RestInput input) throws IOException;
  }

  /// @param path with at most one `*`, which stands for the resource that is meant
  private record Route(String method, List<String> path, Operation operation) {
    boolean leads(AwsRequest request) {
      return method.equals(request.method())
          && path.size() == request.path().size()
          && IntStream.range(0, path.size()).allMatch(n -> fits(n, request.path().get(n)));
    }

    private boolean fits(int position, String asked) {
      return path.get(position).equals("*") || path.get(position).equals(asked);
    }

    String resource(AwsRequest request) {
      return path.contains("*") ? request.path().get(path.indexOf("*")) : "";
    }
  }

  private final List<String> roots;
  private final List<Route> routes;

  /// @param roots first path segments of the service
  /// @param operations by method and path, like `GET /things/*`
  public RestApi(List<String> roots, Map<String, Operation> operations) {
    this.roots = List.copyOf(roots);
    this.routes =
        operations.entrySet().stream()
            .map(one -> route(one.getKey().split(" /", 2), one.getValue()))
            .toList();
  }

  private static Route route(String[] methodAndPath, Operation operation) {
    return new Route(methodAndPath[0], List.of(methodAndPath[1].split("/")), operation);
  }

  @Override
  public boolean owns(AwsRequest request) {
    return request.target().isEmpty()
        && !request.path().isEmpty()
        && roots.contains(request.path().getFirst());
  }

  @Override
  public AwsAnswer answer(AwsRequest request) throws IOException {
    try {
      var route =
          routes.stream()
              .filter(one -> one.leads(request))
              .findFirst()
              .orElseThrow(RestApi::unknown);
      var input =
          new RestInput(
              route.resource(request),
              request.query(),
              JsonApi.object(request.body()),
              request.region());
      return route
          .operation()
          .apply(input)
          .map(result -> AwsAnswer.json(200, JSON, result))
          .orElseGet(AwsAnswer::nothing);
    } catch (AwsFault fault) {
      return answer(fault);
    }
  }

  private static AwsFault unknown() {
    return AwsFault.of(404, "UnknownOperationException", "No operation has this method and path.");
  }

  /// The header is what clients go by; services differ in how their bodies spell the same.
  public static AwsAnswer answer(AwsFault fault) {
    var body = JsonNodeFactory.instance.objectNode();
    fault.details().forEach(body::put);
    body.put("ErrorCode", fault.code()).put("message", fault.message());
    return AwsAnswer.whole(
        fault.status(),
        Map.of("Content-Type", JSON, "x-amzn-ErrorType", fault.code()),
        body.toString());
  }
}
