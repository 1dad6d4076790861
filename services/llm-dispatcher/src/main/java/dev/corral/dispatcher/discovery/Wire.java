package dev.corral.dispatcher.discovery;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrock.model.CustomModelDeploymentSummary;
import software.amazon.awssdk.services.bedrock.model.CustomModelSummary;
import software.amazon.awssdk.services.bedrock.model.FoundationModelLifecycle;
import software.amazon.awssdk.services.bedrock.model.FoundationModelSummary;
import software.amazon.awssdk.services.bedrock.model.ImportedModelSummary;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileModel;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileSummary;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileType;
import software.amazon.awssdk.services.bedrock.model.ProvisionedModelSummary;

/// Takes from the SDK's objects the fields that discovery reads. Any of them may be missing;
/// enumerations are read as text, so that a value newer than the SDK is not lost.
final class Wire {
  private Wire() {}

  static Answers.Foundation foundation(FoundationModelSummary model) {
    return new Answers.Foundation(
        text(model.modelId()),
        text(model.modelName()),
        text(model.providerName()),
        texts(model.inputModalitiesAsStrings()),
        texts(model.outputModalitiesAsStrings()),
        Boolean.TRUE.equals(model.responseStreamingSupported()),
        texts(model.inferenceTypesSupportedAsStrings()),
        lifecycle(model.modelLifecycle()));
  }

  private static Answers.Lifecycle lifecycle(@Nullable FoundationModelLifecycle cycle) {
    return cycle == null
        ? new Answers.Lifecycle("", Optional.empty(), Optional.empty(), Optional.empty())
        : new Answers.Lifecycle(
            text(cycle.statusAsString()),
            Optional.ofNullable(cycle.startOfLifeTime()),
            Optional.ofNullable(cycle.legacyTime()),
            Optional.ofNullable(cycle.endOfLifeTime()));
  }

  static Answers.Profile profile(InferenceProfileSummary profile) {
    return new Answers.Profile(
        text(profile.inferenceProfileId()),
        text(profile.inferenceProfileArn()),
        text(profile.inferenceProfileName()),
        profile.type() == InferenceProfileType.APPLICATION,
        text(profile.statusAsString()),
        texts(
            profile.models().stream()
                .filter(Objects::nonNull)
                .map(InferenceProfileModel::modelArn)
                .toList()));
  }

  static Answers.Custom custom(CustomModelSummary model) {
    return new Answers.Custom(
        text(model.modelArn()), text(model.modelName()), text(model.baseModelArn()));
  }

  static Answers.Deployment deployment(CustomModelDeploymentSummary deployment) {
    return new Answers.Deployment(
        text(deployment.customModelDeploymentArn()),
        text(deployment.customModelDeploymentName()),
        text(deployment.modelArn()),
        text(deployment.statusAsString()));
  }

  static Answers.Provisioned provisioned(ProvisionedModelSummary model) {
    return new Answers.Provisioned(
        text(model.provisionedModelArn()),
        text(model.provisionedModelName()),
        text(model.modelArn()),
        text(model.foundationModelArn()),
        text(model.statusAsString()));
  }

  static Answers.Imported imported(ImportedModelSummary model) {
    return new Answers.Imported(text(model.modelArn()), text(model.modelName()));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static List<String> texts(List<String> values) {
    return values.stream().filter(Objects::nonNull).toList();
  }
}
