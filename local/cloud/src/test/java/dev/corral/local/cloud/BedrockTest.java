package dev.corral.local.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.BedrockException;
import software.amazon.awssdk.services.bedrock.model.CustomModelDeploymentStatus;
import software.amazon.awssdk.services.bedrock.model.FoundationModelLifecycleStatus;
import software.amazon.awssdk.services.bedrock.model.FoundationModelSummary;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileType;
import software.amazon.awssdk.services.bedrock.model.ModelModality;
import software.amazon.awssdk.services.bedrock.model.ProvisionedModelStatus;
import software.amazon.awssdk.services.bedrock.model.ResourceNotFoundException;

class BedrockTest {
  @TempDir private static Path state;
  private static CloudProcess cloud;
  private static BedrockClient bedrock;

  @BeforeAll
  static void start() throws Exception {
    cloud = CloudProcess.start(state);
    bedrock = cloud.aws(BedrockClient.builder());
  }

  @AfterAll
  static void stop() throws Exception {
    cloud.close();
  }

  @Test
  void modelsTellTheirLifecycleAndHowTheyAreCalled() {
    var models = bedrock.listFoundationModels(r -> {}).modelSummaries();
    var now = Instant.parse("2026-11-21T00:00:00Z");
    assertTrue(models.stream().anyMatch(BedrockTest::isActive));
    assertTrue(models.stream().anyMatch(model -> endsBetween(model, Instant.EPOCH, now)));
    assertTrue(
        models.stream()
            .anyMatch(model -> endsBetween(model, now, now.plusSeconds(90 * 24 * 3600))));
    assertTrue(
        models.stream()
            .anyMatch(model ->
                model.inferenceTypesSupportedAsStrings().equals(List.of("INFERENCE_PROFILE"))));
    var first = models.getFirst();
    for (var name : List.of(first.modelId(), first.modelArn())) {
      var details = bedrock.getFoundationModel(r -> r.modelIdentifier(name)).modelDetails();
      assertEquals(first.modelArn(), details.modelArn());
    }
    assertThrows(
        ResourceNotFoundException.class,
        () -> bedrock.getFoundationModel(r -> r.modelIdentifier("nobody.nothing-v1:0")));
  }

  @Test
  void imageModelsAreOnlyInAnotherRegion() {
    assertTrue(images(bedrock).isEmpty());
    try (var elsewhere = cloud.aws(BedrockClient.builder(), Region.US_WEST_2)) {
      assertFalse(images(elsewhere).isEmpty());
    }
    try (var nowhere = cloud.aws(BedrockClient.builder(), Region.SA_EAST_1)) {
      assertTrue(nowhere.listFoundationModels(r -> {}).modelSummaries().isEmpty());
    }
  }

  @Test
  void profilesComePageByPageAndByType() {
    var whole = bedrock.listInferenceProfiles(r -> {}).inferenceProfileSummaries();
    var pages = bedrock.listInferenceProfilesPaginator(r -> r.maxResults(3));
    assertTrue(pages.stream().count() > 2);
    assertEquals(whole, pages.inferenceProfileSummaries().stream().toList());
    var own =
        bedrock
            .listInferenceProfiles(r -> r.typeEquals(InferenceProfileType.APPLICATION))
            .inferenceProfileSummaries();
    assertEquals(1, own.size());
    assertTrue(whole.size() > own.size());
  }

  @Test
  void ownModelsAreListedWithTheirDeploymentsAndThroughput() {
    assertEquals(3, bedrock.listCustomModels(r -> {}).modelSummaries().size());
    var deployed =
        bedrock
            .listCustomModelDeployments(r -> r.statusEquals(CustomModelDeploymentStatus.ACTIVE))
            .modelDeploymentSummaries();
    assertEquals(1, deployed.size());
    var inService =
        bedrock
            .listProvisionedModelThroughputs(r -> r.statusEquals(ProvisionedModelStatus.IN_SERVICE))
            .provisionedModelSummaries();
    assertEquals(1, inService.size());
    assertEquals(1, bedrock.listImportedModels(r -> r.maxResults(5)).modelSummaries().size());
  }

  @Test
  void recordedAnswersCanBeReplacedWhileItRuns() throws Exception {
    var own = state.resolve("aws/fixtures/bedrock/eu-west-1");
    Files.createDirectories(own);
    Files.writeString(
        own.resolve("imported-models.json"),
        """
        {"modelSummaries":[{"modelArn":"arn:aws:bedrock:eu-west-1:000000000000:imported-model/a1",
         "modelName":"mine","creationTime":"2026-01-01T00:00:00Z"}]}
        """);
    try (var there = cloud.aws(BedrockClient.builder(), Region.EU_WEST_1)) {
      var found = there.listImportedModels(r -> {}).modelSummaries();
      assertEquals("mine", found.getFirst().modelName());
    }
  }

  @Test
  void whatIsNotAnsweredIsAFaultNeverAnEmptyList() {
    var unknown = assertThrows(BedrockException.class, () -> bedrock.listGuardrails(r -> {}));
    assertEquals(404, unknown.statusCode());
    assertEquals("UnknownOperationException", unknown.awsErrorDetails().errorCode());
    var token =
        assertThrows(
            BedrockException.class,
            () -> bedrock.listInferenceProfiles(r -> r.nextToken("forged")));
    assertEquals("ValidationException", token.awsErrorDetails().errorCode());
  }

  private static List<FoundationModelSummary> images(BedrockClient client) {
    return client
        .listFoundationModels(r -> r.byOutputModality(ModelModality.IMAGE))
        .modelSummaries();
  }

  private static boolean isActive(FoundationModelSummary model) {
    return model.modelLifecycle().status() == FoundationModelLifecycleStatus.ACTIVE;
  }

  private static boolean endsBetween(FoundationModelSummary model, Instant from, Instant to) {
    var end = model.modelLifecycle().endOfLifeTime();
    return end != null && end.isAfter(from) && end.isBefore(to);
  }
}
