package dev.corral.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The few calls to the Kubernetes API that the launcher makes, with the administrator's token.
final class ClusterClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int CONFLICT = 409;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final String server;
  private final String token;

  /// @param kubeconfig of the administrator
  /// @param ca the certificate that the API's own is signed with, PEM
  ClusterClient(Path kubeconfig, Path ca) throws IOException {
    var config = new YAMLMapper().readTree(kubeconfig.toFile());
    server = config.at("/clusters/0/cluster/server").asText();
    token = config.at("/users/0/user/token").asText();
    http =
        HttpClient.newBuilder()
            .sslContext(trusting(ca))
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  String server() {
    return server;
  }

  /// Creates or updates an object as the field manager `corral-launcher`.
  void apply(String path, JsonNode object) throws IOException, InterruptedException {
    var query = path + "?fieldManager=corral-launcher&force=true";
    send(request(query, "application/apply-patch+yaml").method("PATCH", body(object)));
  }

  /// The answer to a POST.
  JsonNode create(String path, JsonNode object) throws IOException, InterruptedException {
    return send(request(path, "application/json").POST(body(object)));
  }

  /// Creates an object unless one of its name is there.
  void createIfMissing(String path, JsonNode object) throws IOException, InterruptedException {
    var answer = answer(request(path, "application/json").POST(body(object)).build());
    if (answer.statusCode() != CONFLICT) {
      accepted(answer);
    }
  }

  private HttpRequest.Builder request(String path, String contentType) {
    return HttpRequest.newBuilder(URI.create(server + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", contentType);
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return JSON.readTree(accepted(answer(request.build())));
  }

  private static String accepted(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() >= 300) {
      throw new IOException(
          "the Kubernetes API answered %d to %s: %s"
              .formatted(answer.statusCode(), answer.request().uri().getPath(), answer.body()));
    }
    return answer.body();
  }

  private HttpResponse<String> answer(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (HttpTimeoutException e) {
      throw new IOException("the Kubernetes API did not answer " + request.uri().getPath(), e);
    }
  }

  private static HttpRequest.BodyPublisher body(JsonNode object) {
    return BodyPublishers.ofString(object.toString());
  }

  private static SSLContext trusting(Path ca) throws IOException {
    try (var pem = Files.newInputStream(ca)) {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot trust " + ca, e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
