package dev.corral.dispatcher.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.corral.dispatcher.kill.Instances;
import dev.corral.dispatcher.kill.KillSwitch;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;

/// A kill from the outside: raised by a person or by the budget's message, seen, and armed again.
@QuarkusTest
@QuarkusTestResource(StandIns.class)
class KillJourneyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MODEL =
      """
      {"name":"%s","owner":"alice","engine":"ollama","source":"ollama://tinyllama:1.1b-chat"}
      """;

  @Inject KubernetesClient client;
  @Inject SqsClient sqs;
  @Inject KillSwitch kill;
  @Inject Instances instances;
  @Inject Clock clock;

  private Callers callers;

  @BeforeEach
  void prepare() {
    callers = Callers.ready(client);
  }

  @AfterEach
  void arm() {
    kill.rearm("ann");
    client.genericKubernetesResources("karpenter.sh/v1", "NodePool").delete();
    client.genericKubernetesResources("karpenter.k8s.aws/v1", "EC2NodeClass").delete();
    client.pods().inNamespace("corral").withName("model-big-0").delete();
  }

  @Test
  void launchesAreRefusedUntilAPersonArmsAgain() {
    callers.gateway().get("/internal/kill").then().statusCode(200).body("killed", equalTo(false));
    raise();
    callers
        .gateway()
        .body(MODEL.formatted("refused"))
        .post("/internal/models")
        .then()
        .statusCode(409)
        .body("code", equalTo("budget"))
        .body("detail", containsString("administrator"));
    callers.with("gateway", "corral-internal").post("/internal/rearm").then().statusCode(403);
    callers.proxy().post("/internal/rearm").then().statusCode(403);
    assertThat(kill.read().killed()).isTrue();
    callers
        .gateway()
        .post("/internal/rearm")
        .then()
        .statusCode(200)
        .body("killed", equalTo(false))
        .body("armedBy", equalTo("alice"))
        .body("why", equalTo("over"));
    callers
        .gateway()
        .body(MODEL.formatted("allowed"))
        .post("/internal/models")
        .then()
        .statusCode(202);
    callers.gateway().delete("/internal/models/allowed").then().statusCode(202);
  }

  @Test
  void aModelCreatedBehindTheApiIsRefusedInItsOwnTransaction() {
    raise();
    client.load(getClass().getResourceAsStream("/kill/behind.yaml")).create();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            callers
                .gateway()
                .get("/internal/models/behind")
                .then()
                .body("state", equalTo("failed"))
                .body("reason", equalTo("Budget")));
    assertThat(client.apps().deployments().inNamespace("corral").withName("model-behind").get())
        .satisfiesAnyOf(
            d -> assertThat(d).isNull(), d -> assertThat(d.getSpec().getReplicas()).isZero());
    callers.gateway().delete("/internal/models/behind").then().statusCode(202);
  }

  @Test
  void nodesGoAndEc2IsAskedAboutIt() {
    client.load(getClass().getResourceAsStream("/kill/pool.yaml")).create();
    client.load(getClass().getResourceAsStream("/kill/pod.yaml")).create();
    await().atMost(PATIENCE).until(() -> instances.running().size() == 1);
    client.pods().inNamespace("corral").withName("model-big-0").delete();
    raise();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            callers
                .gateway()
                .get("/internal/kill")
                .then()
                .body("verifiedAt", org.hamcrest.Matchers.notNullValue())
                .body("steps.state", org.hamcrest.Matchers.everyItem(equalTo("done"))));
    assertThat(instances.running()).isEmpty();
    assertThat(client.genericKubernetesResources("karpenter.sh/v1", "NodeClaim").list().getItems())
        .isEmpty();
    var pool =
        client
            .genericKubernetesResources("karpenter.sh/v1", "NodePool")
            .withName("corral-gpu-0")
            .get();
    assertThat(String.valueOf((Object) pool.get("spec", "limits", "nodes"))).isEqualTo("0");
  }

  @Test
  void theBudgetsMessageKillsOnceAndForgeriesDoNothing() {
    send("arn:aws:sns:eu-central-1:999999999999:corral-budget", threshold("$79.00"));
    send(StandIns.TOPIC, "Budget Name: team\\nall clear");
    String mine = threshold("$" + System.nanoTime());
    send(StandIns.TOPIC, mine);
    await().atMost(PATIENCE).until(() -> kill.read().killed());
    long generation = kill.read().generation();
    assertThat(kill.read().raised().orElseThrow().by()).isEqualTo("aws-budgets");
    kill.rearm("ann");
    send(StandIns.TOPIC, mine);
    send(StandIns.TOPIC, "Budget Name: team\\nall clear");
    await().atMost(PATIENCE).until(() -> waiting() == 0);
    assertThat(kill.read().killed()).isFalse();
    assertThat(kill.read().generation()).isEqualTo(generation);
  }

  private void raise() {
    callers
        .gateway()
        .body("{\"why\":\"over\"}")
        .post("/internal/kill")
        .then()
        .statusCode(202)
        .body("killed", equalTo(true))
        .body("by", equalTo("alice"));
  }

  private static String threshold(String amount) {
    return "Budget Name: team\\nAlert Type: ACTUAL\\nAlert Threshold: > " + amount;
  }

  private void send(String topic, String text) {
    String body =
        """
        {"Type":"Notification","MessageId":"1","TopicArn":"%s","Message":"%s","Timestamp":"%s"}
        """
            .formatted(topic, text, clock.instant());
    sqs.sendMessage(r -> r.queueUrl(url()).messageBody(body));
  }

  private int waiting() {
    var all =
        sqs.getQueueAttributes(r -> r.queueUrl(url()).attributeNamesWithStrings("All"))
            .attributesAsStrings();
    return Integer.parseInt(all.get("ApproximateNumberOfMessages"));
  }

  private String url() {
    return sqs.getQueueUrl(r -> r.queueName("corral-budget")).queueUrl();
  }
}
