package dev.corral.dispatcher.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// Our narrow view of the gateway: `PUT` and `DELETE /internal/app-keys/{uid}`.
public final class GatewayKeys implements KeyRegistry {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final Optional<URI> gateway;
  private final OwnToken token;

  /// Our own service-account token.
  @FunctionalInterface
  public interface OwnToken {
    Optional<String> read() throws IOException;
  }

  public GatewayKeys(HttpClient http, Optional<URI> gateway, OwnToken token) {
    this.http = http;
    this.gateway = gateway;
    this.token = token;
  }

  @Override
  public void register(String appUid, Registration key) {
    call("PUT", appUid, BodyPublishers.ofByteArray(json(key)), "registered");
  }

  @Override
  public void revoke(String appUid) {
    call("DELETE", appUid, BodyPublishers.noBody(), "revoked");
  }

  private void call(String method, String appUid, BodyPublisher body, String done) {
    String trouble = "The app's key cannot be " + done + " now: ";
    if (gateway.isEmpty()) {
      throw new KeyRegistryException(trouble + "corral.gateway.internal-url is not set.", null);
    }
    try {
      var request =
          HttpRequest.newBuilder(gateway.get().resolve("/internal/app-keys/" + appUid))
              .timeout(TIMEOUT)
              .header("content-type", "application/json")
              .method(method, body);
      token.read().ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
      int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        throw new KeyRegistryException(trouble + "the gateway answers " + status + ".", null);
      }
    } catch (IOException e) {
      throw new KeyRegistryException(trouble + "the gateway does not answer.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KeyRegistryException(trouble + "interrupted.", e);
    }
  }

  private static byte[] json(Registration key) {
    try {
      return JSON.writeValueAsBytes(key);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
