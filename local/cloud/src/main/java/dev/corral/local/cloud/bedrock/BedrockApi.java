package dev.corral.local.cloud.bedrock;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.cloud.aws.AwsApi;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.Fixtures;
import dev.corral.local.cloud.aws.RestApi;
import dev.corral.local.cloud.aws.RestInput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The operations of Bedrock's control plane that are answered here.
public final class BedrockApi {
  private static final Listing FOUNDATION_MODELS =
      new Listing(
          "foundation-models.json",
          "modelSummaries",
          "modelId",
          Map.of(
              "byProvider", "providerName",
              "byCustomizationType", "customizationsSupported",
              "byOutputModality", "outputModalities",
              "byInferenceType", "inferenceTypesSupported"));
  private static final Listing INFERENCE_PROFILES =
      new Listing(
          "inference-profiles.json",
          "inferenceProfileSummaries",
          "inferenceProfileId",
          Map.of("type", "type"));
  private static final Listing CUSTOM_MODELS =
      new Listing(
          "custom-models.json",
          "modelSummaries",
          "modelArn",
          Map.of(
              "nameContains", "modelName",
              "baseModelArnEquals", "baseModelArn",
              "modelStatus", "modelStatus"));
  private static final Listing DEPLOYMENTS =
      new Listing(
          "custom-model-deployments.json",
          "modelDeploymentSummaries",
          "customModelDeploymentArn",
          Map.of(
              "nameContains", "customModelDeploymentName",
              "statusEquals", "status",
              "modelArnEquals", "modelArn"));
  private static final Listing PROVISIONED =
      new Listing(
          "provisioned-model-throughputs.json",
          "provisionedModelSummaries",
          "provisionedModelArn",
          Map.of(
              "nameContains", "provisionedModelName",
              "statusEquals", "status",
              "modelArnEquals", "modelArn"));
  private static final Listing IMPORTED =
      new Listing(
          "imported-models.json",
          "modelSummaries",
          "modelArn",
          Map.of("nameContains", "modelName"));

  private final Fixtures fixtures;

  private BedrockApi(Fixtures fixtures) {
    this.fixtures = fixtures;
  }

  public static AwsApi of(Fixtures fixtures) {
    var api = new BedrockApi(fixtures);
    return new RestApi(
        List.of(
            "foundation-models",
            "inference-profiles",
            "custom-models",
            "model-customization",
            "provisioned-model-throughputs",
            "imported-models"),
        Map.of(
            "GET /foundation-models", api.list(FOUNDATION_MODELS),
            "GET /foundation-models/*", api::foundationModel,
            "GET /inference-profiles", api.list(INFERENCE_PROFILES),
            "GET /custom-models", api.list(CUSTOM_MODELS),
            "GET /model-customization/custom-model-deployments", api.list(DEPLOYMENTS),
            "GET /provisioned-model-throughputs", api.list(PROVISIONED),
            "GET /imported-models", api.list(IMPORTED)));
  }

  private RestApi.Operation list(Listing listing) {
    return input -> listing.answer(fixtures, input);
  }

  /// By id or by ARN.
  private Optional<ObjectNode> foundationModel(RestInput input) throws IOException {
    for (var model : FOUNDATION_MODELS.all(fixtures, input.region())) {
      var names = List.of(model.path("modelId").asText(), model.path("modelArn").asText());
      if (names.contains(input.resource())) {
        return Optional.of(JsonNodeFactory.instance.objectNode().set("modelDetails", model));
      }
    }
    throw AwsFault.of(
        404,
        "ResourceNotFoundException",
        "Could not resolve the foundation model from the model identifier: " + input.resource());
  }
}
