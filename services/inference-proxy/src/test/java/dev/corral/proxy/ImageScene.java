package dev.corral.proxy;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restassured.RestAssured;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.S3Object;

/// Models that make pictures, and a look into the store.
public final class ImageScene {
  private static final String BUCKET = "corral-images";

  private ImageScene() {}

  /// Publishes a model of Bedrock that belongs to alice.
  public static void bedrock(String name, String id) {
    publish(name, "bedrock", "bedrock", id);
  }

  /// Whether a model was published by somebody.
  public static boolean published(String name) {
    try (KubernetesClient cluster = Scene.cluster()) {
      return cluster.services().inNamespace("corral").withName("model-" + name).get() != null;
    }
  }

  /// Publishes an engine in the cluster; the dispatcher says that it is on its way.
  public static void engine(String name, String engine, boolean ready) {
    publish(name, engine, "openai", "");
    Scene.ready(name, ready);
    Scene.peers()
        .register(
            WireMock.post("/internal/models/" + name + "/wake")
                .willReturn(
                    WireMock.okJson(
                            "{\"name\":\"%s\",\"state\":\"launching\",\"phase\":\"weights\",\"etaSeconds\":30}"
                                .formatted(name))
                        .withStatus(202)));
    Scene.peers()
        .register(
            WireMock.get("/internal/models/" + name)
                .willReturn(
                    WireMock.okJson(
                        "{\"name\":\"%s\",\"state\":\"launching\",\"phase\":\"weights\",\"etaSeconds\":30}"
                            .formatted(name))));
  }

  private static void publish(String name, String engine, String dialect, String bedrockId) {
    try (KubernetesClient cluster = Scene.cluster()) {
      Scene.namespace(cluster, "corral");
      cluster
          .services()
          .inNamespace("corral")
          .resource(
              new ServiceBuilder()
                  .withNewMetadata()
                  .withName("model-" + name)
                  .withNamespace("corral")
                  .addToLabels("corral.dev/model", name)
                  .addToLabels("corral.dev/engine", engine)
                  .addToAnnotations("corral.dev/owner", "alice")
                  .addToAnnotations("corral.dev/shared-with", "team-a")
                  .addToAnnotations("corral.dev/served-name", name)
                  .addToAnnotations("corral.dev/dialect", dialect)
                  .addToAnnotations("corral.dev/bedrock-id", bedrockId)
                  .addToAnnotations("corral.dev/state", "active")
                  .endMetadata()
                  .withNewSpec()
                  .withClusterIP("None")
                  .addNewPort()
                  .withName("http")
                  .withPort(80)
                  .endPort()
                  .endSpec()
                  .build())
          .create();
    }
  }

  /// Where the internal doors are.
  public static String management() {
    return "http://127.0.0.1:" + Scene.setting("quarkus.management.test-port");
  }

  /// A valid token of one of Corral's own services.
  public static String serviceToken(String account) {
    try (KubernetesClient cluster = Scene.cluster()) {
      Scene.namespace(cluster, "corral-system");
      var accounts = cluster.serviceAccounts().inNamespace("corral-system");
      if (accounts.withName(account).get() == null) {
        accounts
            .resource(
                new ServiceAccountBuilder()
                    .withNewMetadata()
                    .withName(account)
                    .withNamespace("corral-system")
                    .endMetadata()
                    .build())
            .create();
      }
      return accounts
          .withName(account)
          .tokenRequest(
              new TokenRequestBuilder()
                  .withNewSpec()
                  .withAudiences("corral-internal")
                  .withExpirationSeconds(600L)
                  .endSpec()
                  .build())
          .getStatus()
          .getToken();
    }
  }

  /// Whether the proxy knows the model.
  public static boolean listed(String name) {
    return RestAssured.given()
            .header("authorization", "Bearer " + Scene.KEY)
            .get("/v1/models/" + name)
            .statusCode()
        == 200;
  }

  /// How many objects are kept for somebody whose name needs no escapes.
  public static int kept(String owner) {
    try (S3AsyncClient s3 = store()) {
      return s3.listObjectsV2(r -> r.bucket(BUCKET).prefix("images/" + owner + "/"))
          .join()
          .contents()
          .size();
    }
  }

  /// All records as one text.
  public static String everythingKept() {
    try (S3AsyncClient s3 = store()) {
      StringBuilder all = new StringBuilder();
      for (S3Object object : s3.listObjectsV2(r -> r.bucket(BUCKET)).join().contents()) {
        if (object.key().endsWith(".json")) {
          all.append(
              s3.getObject(
                      r -> r.bucket(BUCKET).key(object.key()),
                      software.amazon.awssdk.core.async.AsyncResponseTransformer.toBytes())
                  .join()
                  .asUtf8String());
        }
      }
      return all.toString();
    }
  }

  private static S3AsyncClient store() {
    return S3AsyncClient.builder()
        .endpointOverride(URI.create(Scene.setting("corral.images.s3-endpoint")))
        .forcePathStyle(true)
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .httpClientBuilder(NettyNioAsyncHttpClient.builder())
        .build();
  }
}
