package dev.corral.dispatcher.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.corral.dispatcher.manifest.AppKey;
import dev.corral.dispatcher.storage.AccessPoints;
import dev.corral.dispatcher.storage.StorageException;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Apps' lives through the API, seen by the cluster and by the gateway's keys.
@QuarkusTest
@QuarkusTestResource(StandIns.class)
class AppJourneyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Inject KubernetesClient client;
  @Inject AccessPoints points;

  private Callers callers;

  @BeforeEach
  void prepare() {
    callers = Callers.ready(client);
  }

  @Test
  void anAppIsLaunchedStoppedWokenAndTerminatedWithItsKey() {
    String uid =
        launch("{\"name\":\"chat\",\"type\":\"open-webui\",\"owner\":\"alice\"}")
            .statusCode(202)
            .body("state", equalTo("launching"))
            .body("url", equalTo("http://chat.apps.localhost:8080"))
            .extract()
            .path("uid");
    becomes("chat", "active");
    callers
        .gateway()
        .get("/internal/apps/chat/door")
        .then()
        .statusCode(200)
        .body("app.uid", equalTo(uid))
        .body("startPath", equalTo("/"))
        .body("endpoint", matchesPattern("http://127\\.0\\.0\\.1:[0-9]+"));
    callers.proxy().get("/internal/apps/chat/door").then().statusCode(403);
    Secret secret = client.secrets().inNamespace("corral").withName("app-chat").get();
    String key = decoded(secret, "corral-api-key");
    known(uid)
        .body("app", equalTo("chat"))
        .body("owner", equalTo("alice"))
        .body("keyId", equalTo(AppKey.id(uid)))
        .body("sha256", equalTo(AppKey.hash(key)));
    assertThat(key).startsWith("crl_" + AppKey.id(uid) + "_");
    assertThat(callers.gateway().get("/internal/apps/chat").asString())
        .doesNotContain(key)
        .doesNotContain(decoded(secret, "webui-secret-key"));

    callers.gateway().post("/internal/apps/chat/stop").then().statusCode(202);
    becomes("chat", "idle");
    callers.gateway().get("/internal/apps/chat/door").then().body("endpoint", nullValue());
    callers.gateway().post("/internal/apps/chat/wake").then().statusCode(202);
    becomes("chat", "active");
    callers.gateway().post("/internal/apps/chat/wake").then().statusCode(200);
    callers
        .gateway()
        .body("{\"suspended\":true}")
        .patch("/internal/apps/chat")
        .then()
        .statusCode(200);
    becomes("chat", "idle");
    callers.gateway().post("/internal/apps/chat/wake").then().statusCode(409);

    callers.gateway().delete("/internal/apps/chat").then().statusCode(202);
    becomes("chat", "terminated");
    assertThat(given().get(gateway() + "/internal/app-keys/" + uid).asString()).isEqualTo("null");
    callers
        .gateway()
        .get("/internal/apps/chat/timeline")
        .then()
        .body("items.uid", everyItem(equalTo(uid)))
        .body("items.last().to", equalTo("terminated"))
        .body(
            "items.last().receipt.removed",
            hasItems(
                "AppKey/app-chat",
                "Deployment/app-chat",
                "NetworkPolicy/app-chat",
                "PersistentVolumeClaim/app-chat",
                "Secret/app-chat",
                "Service/app-chat"));
    assertThat(client.secrets().inNamespace("corral").withName("app-chat").get()).isNull();
    callers.gateway().get("/internal/apps?terminated=true").then().body("items.uid", hasItem(uid));
    callers.gateway().get("/internal/apps").then().body("items.uid", not(hasItem(uid)));
  }

  @Test
  void anAccessPointThatAnAdminNamesIsMountedAndKept() {
    launch(
            "{\"name\":\"kept\",\"type\":\"open-webui\",\"owner\":\"alice\",\"storage\":\"fsap-0123456789abcdef0\"}")
        .statusCode(202);
    becomes("kept", "active");
    var volume = client.persistentVolumes().withName("corral-app-kept").get();
    assertThat(volume.getSpec().getCsi().getVolumeHandle())
        .isEqualTo("fs-0c0ffee0000000001::fsap-0123456789abcdef0");
    callers.gateway().delete("/internal/apps/kept").then().statusCode(202);
    becomes("kept", "terminated");
    callers
        .gateway()
        .get("/internal/apps/kept/timeline")
        .then()
        .body("items.last().receipt.removed", hasItem("PersistentVolume/corral-app-kept"))
        .body("items.last().receipt.kept", hasItem("EFS access point fsap-0123456789abcdef0"));
    assertThat(client.persistentVolumes().withName("corral-app-kept").get()).isNull();
  }

  @Test
  void onePointIsMadePerAppAndItsIdIsFoundAgain() {
    String fileSystem = "fs-0c0ffee0000000001";
    String uid = java.util.UUID.randomUUID().toString();
    String id = points.ensure(fileSystem, uid, "chat", "/d/" + uid);
    assertThat(id).startsWith("fsap-");
    assertThat(points.ensure(fileSystem, uid, "chat", "/d/" + uid)).isEqualTo(id);
    points.remove(id);
    points.remove(id);
    assertThatThrownBy(() -> points.ensure("fs-00000000000000000", uid, "chat", "/d/" + uid))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("FileSystemNotFound");
  }

  @Test
  void aTeamHasOneFlowise() {
    String first =
        "{\"name\":\"flows\",\"type\":\"flowise\",\"owner\":\"alice\",\"flavour\":\"agentflow\"}";
    launch(first).statusCode(202).body("flavour", equalTo("agentflow"));
    launch(first.replace("flows", "flows2")).statusCode(409).body("code", equalTo("conflict"));
    launch(first.replace("flows", "flows3").replace("alice", "bob")).statusCode(202);
    kubectl(
        """
        apiVersion: corral.dev/v1alpha1
        kind: App
        metadata: { name: flows4, namespace: corral }
        spec: { type: flowise, owner: alice }
        """);
    becomes("flows4", "failed")
        .body("reason", equalTo("Bootstrap"))
        .body("message", containsString("a team can have only one"));
    becomes("flows", "active");
    for (String name : new String[] {"flows", "flows3", "flows4"}) {
      callers.gateway().delete("/internal/apps/" + name).then().statusCode(202);
      becomes(name, "terminated");
    }
  }

  @Test
  void liteLlmGetsItsConfigurationAndRollsWithIt() {
    launch("{\"name\":\"hub\",\"type\":\"litellm\",\"owner\":\"alice\"}").statusCode(202);
    becomes("hub", "active");
    var config = client.configMaps().inNamespace("corral").withName("app-hub").get();
    assertThat(config.getData().get("config.yaml"))
        .contains("os.environ/LITELLM_MASTER_KEY", "model_list");
    callers.gateway().delete("/internal/apps/hub").then().statusCode(202);
    becomes("hub", "terminated");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'name':'x','type':'open-webui','owner':'a','models':['nowhere']}|400|models",
        "{'name':'x','type':'open-webui','owner':'a','flavour':'chatflow'}|400|flavour",
        "{'name':'x','type':'flowise','owner':'a','flavour':'zzz'}|400|flavour",
        "{'name':'X','type':'flowise','owner':'a'}|400|name",
        "{'name':'x','type':'flowise','owner':'a b'}|400|owner",
        "{'name':'x','type':'flowise','owner':'a','storage':'fs-1'}|400|storage",
        "{'name':'x','owner':'a'}|400|type",
        "{'name':'x','type':'open-webui','owner':'a','sharedWith':['a b']}|400|sharedWith"
      })
  void aBodyIsRefusedByField(String body, int status, String field) {
    launch(body.replace('\'', '"')).statusCode(status).body("errors.field", hasItem(field));
  }

  @Test
  void strangersAndOtherFieldsAreRefused() {
    launch("{\"name\":\"x\",\"type\":\"flowise\",\"owner\":\"a\",\"image\":\"evil\"}")
        .statusCode(400)
        .body("code", equalTo("unknown_field"));
    callers.proxy().get("/internal/apps").then().statusCode(403);
    callers.gateway().get("/internal/apps/nowhere").then().statusCode(404);
    callers.gateway().delete("/internal/apps/nowhere").then().statusCode(404);
    callers.gateway().post("/internal/apps/nowhere/wake").then().statusCode(404);
  }

  @Test
  void theTypesSayWhatTheyNeed() {
    callers
        .gateway()
        .get("/internal/app-types")
        .then()
        .body("items.type", hasItems("open-webui", "flowise", "litellm"))
        .body("items.find { it.type == 'flowise' }.onePerTeam", equalTo(true))
        .body(
            "items.find { it.type == 'flowise' }.flavours.name", hasItems("chatflow", "agentflow"))
        .body("items.find { it.type == 'flowise' }.version", notNullValue())
        .body("items.unavailable", everyItem(nullValue()));
  }

  private ValidatableResponse launch(String body) {
    return callers.gateway().body(body).post("/internal/apps").then();
  }

  private ValidatableResponse known(String uid) {
    return given().get(gateway() + "/internal/app-keys/" + uid).then();
  }

  private ValidatableResponse becomes(String name, String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            callers.gateway().get("/internal/apps/" + name).then().body("state", equalTo(state)));
    return callers.gateway().get("/internal/apps/" + name).then();
  }

  private static String gateway() {
    return ConfigProvider.getConfig().getValue("corral.gateway.internal-url", String.class);
  }

  private void kubectl(String yaml) {
    client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).serverSideApply();
  }

  private static String decoded(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
  }
}
