package dev.corral.local.cloud.bedrock;

import dev.corral.local.cloud.aws.AwsAnswer;
import dev.corral.local.cloud.aws.AwsApi;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.AwsRequest;
import dev.corral.local.cloud.aws.Fixtures;
import dev.corral.local.cloud.aws.Knobs;
import dev.corral.local.cloud.aws.RestApi;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;

/// Bedrock's runtime: `POST /model/{id}/{operation}`, where operations are looked up by their last
/// path segment.
public final class RuntimeApi implements AwsApi {
  private static final String ROOT = "model";
  private static final int SEGMENTS = 3;

  /// What is asked of one model that exists.
  @FunctionalInterface
  interface Operation {
    AwsAnswer answer(String model, AwsRequest request) throws IOException;
  }

  private final KnownModels models;
  private final Mishaps mishaps;
  private final Map<String, Operation> operations;

  private RuntimeApi(KnownModels models, Mishaps mishaps, Map<String, Operation> operations) {
    this.models = models;
    this.mishaps = mishaps;
    this.operations = operations;
  }

  /// @param clock tells which models have reached their end
  public static AwsApi of(Fixtures fixtures, Knobs knobs, Clock clock) {
    var mishaps = new Mishaps(knobs);
    var converse = new Converse(mishaps);
    return new RuntimeApi(
        new KnownModels(fixtures, clock),
        mishaps,
        Map.of(
            "converse", converse::whole,
            "converse-stream", converse::stream,
            "invoke", RuntimeApi::invoke));
  }

  private static AwsAnswer invoke(String model, AwsRequest request) throws IOException {
    return Embeddings.knows(model)
        ? new Embeddings().invoke(model, request)
        : new Stability().invoke(model, request);
  }

  @Override
  public boolean owns(AwsRequest request) {
    return request.target().isEmpty()
        && request.path().size() == SEGMENTS
        && request.path().getFirst().equals(ROOT);
  }

  @Override
  public AwsAnswer answer(AwsRequest request) throws IOException {
    try {
      var operation = operations.get(request.path().getLast());
      if (operation == null || !request.method().equals("POST")) {
        throw AwsFault.of(404, "UnknownOperationException", "No operation has this path.");
      }
      var model = request.path().get(1);
      models.require(model, request.region());
      mishaps.before(model);
      return operation.answer(model, request);
    } catch (AwsFault fault) {
      return RestApi.answer(fault);
    }
  }
}
