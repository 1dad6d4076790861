package dev.corral.proxy;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/// What a test does in the [World]: publish models, script the engine, sign tokens.
public final class Scene {
  public static final String KEY = "crl_abcdefghij12_" + "A".repeat(43);
  public static final String OPENAI_ONLY_KEY = "crl_openaionly12_" + "B".repeat(43);
  public static final String REVOKED_KEY = "crl_revokedkey12_" + "C".repeat(43);

  private static final ScriptedEngine ENGINE = newEngine();

  static {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30)); // whoever builds may be slow
  }

  private Scene() {}

  private static ScriptedEngine newEngine() {
    try {
      return new ScriptedEngine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the world says about itself.
  public static String setting(String name) {
    return ConfigProvider.getConfig().getValue(name, String.class);
  }

  /// The issuer of people's tokens.
  public static String issuer() {
    return "http://localhost:" + setting("test.peers");
  }

  /// The scripted services.
  public static WireMock peers() {
    return new WireMock("127.0.0.1", Integer.parseInt(setting("test.peers")));
  }

  /// The engine behind every ready model.
  public static ScriptedEngine engine() {
    return ENGINE;
  }

  /// A valid access token.
  public static String token(String name, String... groups) {
    return token(name, Map.of(), issuer(), signingKey(), groups);
  }

  /// A token with other claims, issuer or signature.
  public static String token(
      String name, Map<String, Object> claims, String issuer, PrivateKey key, String... groups) {
    Map<String, Object> all = new HashMap<>();
    all.put("token_use", "access");
    all.put("client_id", "corral-console");
    all.put("username", name);
    all.put("scope", "openid profile");
    all.put("cognito:groups", Set.of(groups));
    all.put("exp", Instant.now().plusSeconds(300).getEpochSecond());
    all.putAll(claims);
    all.values().removeIf(""::equals);
    return Jwt.claims(all).issuer(issuer).subject(name).jws().keyId("k1").sign(key);
  }

  /// The issuer's signing key.
  public static PrivateKey signingKey() {
    try {
      byte[] encoded = Base64.getDecoder().decode(setting("test.signing-key"));
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A key that the issuer does not know.
  public static PrivateKey strangersKey() {
    try {
      return KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A key of alice of which the gateway says these fields too.
  public static String key(String id, String more) {
    return key(id, "[\"openai\",\"anthropic\",\"ollama\"]", "[\"*\"]", more);
  }

  /// The same with another scope; both lists are JSON.
  public static String key(String id, String dialects, String models, String more) {
    word(
        id,
        "{\"active\":true,\"keyId\":\"%s\",\"principal\":\"alice\",\"groups\":[\"corral-user\"],\"models\":%s,\"dialects\":%s,%s}"
            .formatted(id, models, dialects, more));
    return "crl_" + id + "_" + "K".repeat(43);
  }

  /// The gateway says from now on that there is no such key.
  public static void revoke(String id) {
    word(id, "{\"active\":false}");
  }

  private static void word(String id, String word) {
    peers()
        .register(
            WireMock.post("/internal/keys/verify")
                .withRequestBody(WireMock.matchingJsonPath("$.id", WireMock.equalTo(id)))
                .willReturn(WireMock.okJson(word)));
  }

  /// A client of the Kubernetes API.
  public static KubernetesClient cluster() {
    try {
      Config config = Config.fromKubeconfig(Files.readString(Path.of(setting("test.kubeconfig"))));
      return new KubernetesClientBuilder().withConfig(config).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes sure that a namespace is there.
  public static void namespace(KubernetesClient cluster, String name) {
    if (cluster.namespaces().withName(name).get() == null) {
      cluster
          .namespaces()
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .create();
    }
  }

  /// Publishes a model as the dispatcher does; ready means that the scripted engine serves it.
  public static void model(String name, String owner, boolean ready) {
    model(name, owner, ready, Map.of());
  }

  /// A model with some annotations of its own, or other than usual.
  public static void model(
      String name, String owner, boolean ready, Map<String, String> annotations) {
    model(name, owner, ready, "ollama", annotations);
  }

  /// The same with another engine.
  public static void model(
      String name, String owner, boolean ready, String engine, Map<String, String> annotations) {
    try (KubernetesClient cluster = cluster()) {
      namespace(cluster, "corral");
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
                  .addToAnnotations("corral.dev/served-name", name)
                  .addToAnnotations("corral.dev/owner", owner)
                  .addToAnnotations("corral.dev/shared-with", "team-a")
                  .addToAnnotations("corral.dev/aliases", name + "-alias")
                  .addToAnnotations("corral.dev/dialect", "ollama")
                  .addToAnnotations("corral.dev/context-length", "2048")
                  .addToAnnotations("corral.dev/state", ready ? "active" : "idle")
                  .addToAnnotations(annotations)
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
      ready(cluster, name, ready);
    }
  }

  /// Says which engine a model has.
  public static void engine(String name, String engine) {
    try (KubernetesClient cluster = cluster()) {
      cluster
          .services()
          .inNamespace("corral")
          .withName("model-" + name)
          .edit(service ->
              service
                  .edit()
                  .editMetadata()
                  .addToLabels("corral.dev/engine", engine)
                  .endMetadata()
                  .build());
    }
  }

  /// Makes a model ready, or takes its replica away.
  public static void ready(String name, boolean ready) {
    try (KubernetesClient cluster = cluster()) {
      cluster
          .services()
          .inNamespace("corral")
          .withName("model-" + name)
          .edit(service -> withState(service, ready ? "active" : "idle"));
      ready(cluster, name, ready);
    }
  }

  private static Service withState(Service service, String state) {
    return service
        .edit()
        .editMetadata()
        .addToAnnotations("corral.dev/state", state)
        .endMetadata()
        .build();
  }

  /// Publishes one more ready replica of a model, on a port of this machine.
  public static void replica(KubernetesClient cluster, String name, int port) {
    cluster
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace("corral")
        .resource(slice(name, Integer.toString(port), port, true))
        .create();
  }

  private static void ready(KubernetesClient cluster, String name, boolean ready) {
    var slice = slice(name, "1", ENGINE.port(), ready);
    var slices = cluster.discovery().v1().endpointSlices().inNamespace("corral");
    if (slices.withName(slice.getMetadata().getName()).get() == null) {
      slices.resource(slice).create();
    } else {
      slices.resource(slice).update();
    }
  }

  private static EndpointSlice slice(String name, String suffix, int port, boolean ready) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withName("model-" + name + "-" + suffix)
        .withNamespace("corral")
        .addToLabels("kubernetes.io/service-name", "model-" + name)
        .endMetadata()
        .withAddressType("IPv4")
        .addNewEndpoint()
        .withAddresses("127.0.0.1")
        .withNewConditions()
        .withReady(ready)
        .endConditions()
        .endEndpoint()
        .addNewPort()
        .withName("http")
        .withPort(port)
        .endPort()
        .build();
  }
}
