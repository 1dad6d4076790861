package dev.corral.local.cloud.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.Fixtures;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// What can be invoked, by every name that it goes by: the recorded answers of the control plane
/// say it.
record KnownModels(Fixtures fixtures, Clock clock) {
  /// @param ids members that name it
  /// @param state member that must have the value `usable`; empty when there is none
  private record Kind(String file, String list, List<String> ids, String state, String usable) {}

  private static final List<Kind> RUNNABLE =
      List.of(
          new Kind(
              "inference-profiles.json",
              "inferenceProfileSummaries",
              List.of("inferenceProfileId", "inferenceProfileArn"),
              "status",
              "ACTIVE"),
          new Kind(
              "custom-model-deployments.json",
              "modelDeploymentSummaries",
              List.of("customModelDeploymentArn"),
              "status",
              "Active"),
          new Kind(
              "provisioned-model-throughputs.json",
              "provisionedModelSummaries",
              List.of("provisionedModelArn"),
              "status",
              "InService"),
          new Kind("imported-models.json", "modelSummaries", List.of("modelArn"), "", ""));

  /// Throws what the service answers when this cannot be invoked in the region.
  void require(String model, String region) throws IOException {
    for (var kind : RUNNABLE) {
      for (var one : all(region, kind.file(), kind.list())) {
        if (kind.ids().stream().anyMatch(id -> one.path(id).asText().equals(model))) {
          requireState(one, kind, model);
          return;
        }
      }
    }
    for (var one : all(region, "foundation-models.json", "modelSummaries")) {
      if (one.path("modelId").asText().equals(model)
          || one.path("modelArn").asText().equals(model)) {
        requireOnDemand(one, model);
        return;
      }
    }
    throw AwsFault.of(
        404, "ResourceNotFoundException", "The provided model identifier is not known here.");
  }

  private JsonNode all(String region, String file, String list) throws IOException {
    return fixtures.read("bedrock/" + region + "/" + file).path(list);
  }

  private static void requireState(JsonNode one, Kind kind, String model) {
    if (!kind.state().isEmpty() && !one.path(kind.state()).asText().equals(kind.usable())) {
      throw AwsFault.of(429, "ModelNotReadyException", model + " is not ready for inference.");
    }
  }

  private void requireOnDemand(JsonNode one, String model) {
    var end = one.path("modelLifecycle").path("endOfLifeTime").asText("");
    if (!end.isEmpty() && Instant.parse(end).isBefore(clock.instant())) {
      throw AwsFault.of(
          404,
          "ResourceNotFoundException",
          "This model version has reached the end of its life. Please refer to the AWS documentation for more details.");
    }
    for (var type : one.path("inferenceTypesSupported")) {
      if (type.asText().equals("ON_DEMAND")) {
        return;
      }
    }
    throw AwsFault.bad(
        "ValidationException",
        "Invocation of model ID "
            + model
            + " with on-demand throughput isn't supported. Retry your request with the ID or ARN of an inference profile that contains this model.");
  }
}
