package dev.corral.dispatcher.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Lists names and versions only, a page at a time.
final class MetadataPages {
  private static final String ONLY_METADATA =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
  private static final int LIMIT = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KubernetesClient client;

  MetadataPages(KubernetesClient client) {
    this.client = client;
  }

  /// A page of what the server has.
  ///
  /// @param next where the next page begins; empty after the last
  record Page(Map<String, String> versions, String next) {}

  /// The page that begins there; the first for an empty text.
  Page read(Watched<?> watched, String from) {
    var query = new StringBuilder("?limit=" + LIMIT);
    watched.label().ifPresent(label -> query.append("&labelSelector=").append(encoded(label)));
    if (!from.isEmpty()) {
      query.append("&continue=").append(encoded(from));
    }
    return page(get(watched.path() + query));
  }

  private static Page page(JsonNode list) {
    var versions = new HashMap<String, String>();
    for (JsonNode item : list.path("items")) {
      JsonNode meta = item.path("metadata");
      versions.put(meta.path("name").asText(), meta.path("resourceVersion").asText());
    }
    return new Page(versions, list.at("/metadata/continue").asText(""));
  }

  private JsonNode get(String path) {
    String server = client.getMasterUrl().toString();
    String url = (server.endsWith("/") ? server.substring(0, server.length() - 1) : server) + path;
    var http = client.getHttpClient();
    var request = http.newHttpRequestBuilder().uri(url).header("Accept", ONLY_METADATA).build();
    try {
      var answer =
          http.sendAsync(request, String.class).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!answer.isSuccessful()) {
        throw new IllegalStateException("the API server answered " + answer.code());
      }
      return JSON.readTree(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException | TimeoutException | JsonProcessingException e) {
      throw new IllegalStateException("the API server cannot be asked", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
