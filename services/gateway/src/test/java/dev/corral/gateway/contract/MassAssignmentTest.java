package dev.corral.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// No request type has a field that belongs to the platform.
class MassAssignmentTest {
  private static final Set<String> OURS =
      Set.of(
          "owner",
          "principal",
          "role",
          "roles",
          "groups",
          "tenant",
          "uid",
          "id",
          "state",
          "status",
          "phase",
          "reason",
          "message",
          "cost",
          "costPerHourEur",
          "createdAt",
          "lastUsed",
          "idleAt",
          "replicas",
          "key",
          "sha256",
          "hash",
          "image",
          "namespace",
          "serviceAccountName",
          "nodeSelector",
          "endpoint",
          "url");

  @Test
  void requestTypesHaveNoFieldOfThePlatform() {
    JsonNode schemas =
        Contract.yaml(Contract.FOLDER.resolve("openapi.yaml")).at("/components/schemas");
    List<String> checked = new ArrayList<>();
    for (Contract.Operation operation : Contract.operations()) {
      JsonNode content = operation.definition().at("/requestBody/content");
      for (JsonNode media : content) {
        String name = media.at("/schema/$ref").asText().replaceAll(".*/", "");
        List<String> fields = new ArrayList<>();
        schemas.get(name).get("properties").fieldNames().forEachRemaining(fields::add);
        assertThat(fields).as(name).doesNotContainAnyElementsOf(OURS);
        checked.add(name);
      }
    }
    assertThat(checked)
        .contains(
            "LaunchRequest",
            "ModelPatch",
            "KeepWarmRequest",
            "KeyRequest",
            "AppRequest",
            "AppPatch",
            "PromptRequest");
  }
}
