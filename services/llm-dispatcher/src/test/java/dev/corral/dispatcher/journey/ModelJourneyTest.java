package dev.corral.dispatcher.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.corral.dispatcher.event.LifecycleEventContractTest;
import dev.corral.dispatcher.record.RecordArchive;
import dev.corral.dispatcher.record.RecordJson;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// A model's whole life through the API, seen by the cluster, the timeline, the stream and the
/// queue.
@QuarkusTest
@QuarkusTestResource(StandIns.class)
class ModelJourneyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject KubernetesClient client;
  @Inject SqsClient sqs;
  @Inject RecordArchive archive;

  private final Set<String> received = new TreeSet<>();
  private Callers callers;

  @BeforeEach
  void prepare() {
    callers = Callers.ready(client);
  }

  @Test
  void aModelIsLaunchedIdledWokenAndTerminated() throws Exception {
    HttpServer proxy = unusedProxy();
    try {
      create("journey", "10s");
      awaitState("journey", "active");
      assertThat(client.apps().deployments().inNamespace("corral").withName("model-journey").get())
          .isNotNull();
      announce(proxy);
      awaitState("journey", "idle");
      callers.proxy().post("/internal/models/journey/wake").then().statusCode(202);
      awaitState("journey", "active");
      callers.proxy().post("/internal/models/journey/wake").then().statusCode(200);
      terminate("journey");
      List<String> story = story("journey");
      assertThat(story)
          .containsSubsequence(
              "none→launching alice",
              "launching→active alice",
              "active→idle corral",
              "idle→launching bob",
              "launching→active bob",
              "active→terminating alice",
              "terminating→terminated alice");
      assertNothingIsLeft("journey");
    } finally {
      client.discovery().v1().endpointSlices().inNamespace("corral-system").delete();
      proxy.stop(0);
    }
  }

  @Test
  void itsOwnersRequestMakesAModelGoIdleSooner() throws Exception {
    HttpServer proxy = unusedProxy();
    try {
      create("sooner", "1h");
      awaitState("sooner", "active");
      announce(proxy);
      idleAfter("sooner", "bob", uid("sooner"), "10s").statusCode(403);
      idleAfter("sooner", "alice", "of-another", "10s").statusCode(404);
      idleAfter("sooner", "alice", uid("sooner"), "25h")
          .statusCode(400)
          .body("errors[0].field", equalTo("idleTimeout"));
      idleAfter("sooner", "alice", uid("sooner"), "10s")
          .statusCode(200)
          .body("idleTimeout", equalTo("10s"));
      idleAfter("sooner", "alice", uid("sooner"), "10s").statusCode(200);
      awaitState("sooner", "idle");
      terminate("sooner");
      List<String> story = story("sooner");
      assertThat(story)
          .containsSubsequence("active→active alice", "active→idle corral")
          .containsOnlyOnce("active→active alice");
    } finally {
      client.discovery().v1().endpointSlices().inNamespace("corral-system").delete();
      proxy.stop(0);
    }
  }

  private ValidatableResponse idleAfter(String name, String person, String uid, String time) {
    return callers
        .with("inference-proxy", "corral-internal")
        .header("x-corral-principal", person)
        .body("{\"uid\":\"%s\",\"idleTimeout\":\"%s\"}".formatted(uid, time))
        .put("/internal/models/" + name + "/idle-timeout")
        .then();
  }

  @Test
  void withoutAProxyToAskNothingGoesIdle() {
    create("asked", "10s");
    awaitState("asked", "active");
    await()
        .during(Duration.ofSeconds(14))
        .atMost(Duration.ofSeconds(20))
        .until(() -> state("asked").equals("active"));
    callers.gateway().post("/internal/models/asked/stop").then().statusCode(202);
    awaitState("asked", "idle");
    terminate("asked");
  }

  @Test
  void everyEventReachesTheQueueAndTheStreamFromAnyId() throws Exception {
    create("followed", "5m");
    awaitState("followed", "active");
    terminate("followed");
    String uid = archive.latest(WorkloadKind.MODEL, "followed").orElseThrow().uid();
    List<String> ids = archive.timeline(uid).stream().map(e -> e.id()).toList();
    assertThat(ids).isSorted();
    await().atMost(PATIENCE).until(() -> queued(uid).containsAll(ids));
    assertThat(streamed(ids.getFirst(), ids.size() - 1)).containsAll(ids.subList(1, ids.size()));
  }

  @Test
  void aNameCanBeUsedAgainAndFindsTheNewModel() {
    create("again", "5m");
    String first = uid("again");
    terminate("again");
    create("again", "5m");
    assertThat(uid("again")).isNotEqualTo(first);
    terminate("again");
  }

  @Test
  void aLaunchThatCannotSucceedFailsWithAReasonAndCanBeTriedAgain() {
    knob("broken.fail", "ModelNotFound");
    create("broken", "5m");
    awaitState("broken", "failed");
    callers
        .gateway()
        .get("/internal/models/broken")
        .then()
        .body("reason", equalTo("ModelNotFound"))
        .body("message", containsString("source"));
    knob("broken.fail", "");
    callers.gateway().post("/internal/models/broken/wake").then().statusCode(202);
    awaitState("broken", "active");
    terminate("broken");
  }

  private void knob(String key, String value) {
    client
        .configMaps()
        .inNamespace("kube-system")
        .withName("simulated-kubelet")
        .edit(map -> {
          var data = new java.util.TreeMap<String, String>();
          if (map.getData() != null) {
            data.putAll(map.getData());
          }
          data.put(key, value);
          map.setData(data);
          return map;
        });
  }

  private void create(String name, String idleTimeout) {
    String body =
        """
        {"name":"%s","owner":"alice","engine":"ollama","source":"ollama://tinyllama:1.1b-chat","idleTimeout":"%s"}
        """
            .formatted(name, idleTimeout);
    callers
        .gateway()
        .body(body)
        .post("/internal/models")
        .then()
        .statusCode(202)
        .body("state", equalTo("launching"));
  }

  private void terminate(String name) {
    callers
        .gateway()
        .delete("/internal/models/" + name)
        .then()
        .statusCode(202)
        .body("state", equalTo("terminating"));
    awaitState(name, "terminated");
    await()
        .atMost(PATIENCE)
        .until(() ->
            client
                    .genericKubernetesResources("corral.dev/v1alpha1", "Model")
                    .inNamespace("corral")
                    .withName(name)
                    .get()
                == null);
    callers
        .gateway()
        .get("/internal/models?terminated=true")
        .then()
        .body("items.name", hasItem(name));
  }

  private void awaitState(String name, String state) {
    await().atMost(PATIENCE).until(() -> state(name).equals(state));
  }

  private String state(String name) {
    return callers.gateway().get("/internal/models/" + name).then().extract().path("state");
  }

  private String uid(String name) {
    return callers.gateway().get("/internal/models/" + name).then().extract().path("uid");
  }

  private List<String> story(String name) throws IOException {
    String uid = archive.latest(WorkloadKind.MODEL, name).orElseThrow().uid();
    var timeline = archive.timeline(uid);
    long sequence = 0;
    for (var event : timeline) {
      assertThat(event.data().sequence()).isEqualTo(++sequence);
      LifecycleEventContractTest.assertValid(RecordJson.write(event));
    }
    return timeline.stream()
        .map(e -> e.data().from() + "→" + e.data().to() + " " + e.data().principal())
        .toList();
  }

  private void assertNothingIsLeft(String name) {
    assertThat(
            client
                .pods()
                .inNamespace("corral")
                .withLabel("corral.dev/model", name)
                .list()
                .getItems())
        .isEmpty();
    assertThat(client.services().inNamespace("corral").withName("model-" + name).get()).isNull();
  }

  private Set<String> queued(String uid) throws IOException {
    String url = sqs.getQueueUrl(r -> r.queueName("corral-lifecycle")).queueUrl();
    List<Message> batch =
        sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages();
    for (Message message : batch) {
      LifecycleEventContractTest.assertValid(message.body());
      var event = new ObjectMapper().readTree(message.body());
      if (event.at("/data/uid").asText().equals(uid)) {
        received.add(event.get("id").asText());
      }
    }
    return received;
  }

  private List<String> streamed(String after, int count) throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + RestAssured.port + "/internal/events"))
            .header("Authorization", "Bearer " + callers.token("gateway", "corral-internal"))
            .header("Last-Event-ID", after)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      var response = http.send(request, HttpResponse.BodyHandlers.ofLines());
      assertThat(response.statusCode()).isEqualTo(200);
      try (Stream<String> lines = response.body()) {
        return lines
            .filter(line -> line.startsWith("id:"))
            .map(line -> line.substring("id:".length()).strip())
            .limit(count)
            .toList();
      } finally {
        http.shutdownNow();
      }
    }
  }

  private static HttpServer unusedProxy() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] nobody =
        "{\"replica\":\"p\",\"startedAt\":\"2026-11-20T20:00:00Z\",\"models\":{},\"routable\":[]}"
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/internal/activity",
        exchange -> {
          exchange.sendResponseHeaders(200, nobody.length);
          exchange.getResponseBody().write(nobody);
          exchange.close();
        });
    server.start();
    return server;
  }

  private void announce(HttpServer proxy) {
    client
        .resource(
            new EndpointSliceBuilder()
                .withNewMetadata()
                .withName("inference-proxy-test")
                .withNamespace("corral-system")
                .addToLabels("kubernetes.io/service-name", "inference-proxy")
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort()
                .withName("internal")
                .withPort(proxy.getAddress().getPort())
                .endPort()
                .addNewEndpoint()
                .withAddresses("127.0.0.1")
                .withNewConditions()
                .withReady(true)
                .endConditions()
                .endEndpoint()
                .build())
        .serverSideApply();
  }
}
