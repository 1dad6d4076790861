package dev.corral.local.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists and watches, chunked and over WebSocket.
class WatchingTest {
  @TempDir static Path directory;
  private static RunningCluster cluster;
  private static KubernetesClient client;

  @BeforeAll
  static void start() throws Exception {
    cluster = RunningCluster.start(directory.resolve("state"));
    client = cluster.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    cluster.close();
  }

  private static ConfigMap create(String name, Map<String, String> labels) {
    return client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .withLabels(labels)
                .endMetadata()
                .build())
        .create();
  }

  /// Reads a chunked watch into lines until the test ends it.
  private static List<String> follow(String query) throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    HttpResponse<InputStream> response =
        cluster
            .http()
            .send(
                cluster
                    .request("/api/v1/namespaces/default/configmaps?watch=true&" + query)
                    .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    Thread.ofVirtual().start(() -> readInto(response.body(), lines));
    return lines;
  }

  private static void readInto(InputStream body, List<String> lines) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("ended");
    }
  }

  private static void awaitLine(List<String> lines, String... parts) {
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() ->
            assertTrue(
                lines.stream().anyMatch(line -> List.of(parts).stream().allMatch(line::contains)),
                lines.toString()));
  }

  @Test
  void aChunkedWatchTellsOfSelectedObjectsOnly() throws Exception {
    List<String> lines = follow("labelSelector=group%3Dchunked");
    create("chunked-other", Map.of());
    ConfigMap map = create("chunked", Map.of("group", "chunked"));
    awaitLine(lines, "\"ADDED\"", "\"chunked\"");
    map.getMetadata().setLabels(Map.of("group", "left"));
    client.resource(map).update();
    awaitLine(lines, "\"DELETED\"", "\"chunked\"");
    assertTrue(lines.stream().noneMatch(line -> line.contains("chunked-other")), lines.toString());
  }

  @Test
  void aWatchResumesWhereItLeftOff() throws Exception {
    String before = create("resume-1", Map.of()).getMetadata().getResourceVersion();
    create("resume-2", Map.of());
    client.configMaps().inNamespace("default").withName("resume-1").delete();
    List<String> lines = follow("resourceVersion=" + before);
    awaitLine(lines, "\"ADDED\"", "resume-2");
    awaitLine(lines, "\"DELETED\"", "resume-1");
    assertTrue(lines.getFirst().contains("resume-2"), lines.toString());
  }

  @Test
  void initialEventsEndWithABookmark() throws Exception {
    create("initial", Map.of());
    List<String> lines =
        follow("sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan");
    awaitLine(lines, "\"ADDED\"", "\"initial\"");
    awaitLine(lines, "\"BOOKMARK\"", "k8s.io/initial-events-end");
  }

  @Test
  void aWatchFromAnotherLifeIsGone() throws Exception {
    var reply = cluster.get("/api/v1/configmaps?watch=true&resourceVersion=999999");
    assertEquals(200, reply.statusCode());
    assertTrue(reply.body().startsWith("{\"type\":\"ERROR\""), reply.body());
    assertTrue(reply.body().contains("\"code\":410"), reply.body());
  }

  @Test
  void fabric8WatchesOverWebSocket() {
    List<String> seen = new CopyOnWriteArrayList<>();
    Watcher<ConfigMap> watcher =
        new Watcher<>() {
          @Override
          public void eventReceived(Action action, ConfigMap map) {
            seen.add(action + " " + map.getMetadata().getName());
          }

          @Override
          public void onClose(WatcherException cause) {
            seen.add("closed " + cause);
          }
        };
    try (var _ = client.configMaps().inNamespace("default").withLabel("ws", "1").watch(watcher)) {
      create("socket", Map.of("ws", "1"));
      client.configMaps().inNamespace("default").withName("socket").delete();
      await().untilAsserted(() -> assertEquals(List.of("ADDED socket", "DELETED socket"), seen));
    }
  }

  @Test
  void anInformerSeesEverything() {
    List<String> seen = new CopyOnWriteArrayList<>();
    create("informed-before", Map.of("inf", "1"));
    try (var informer = client.configMaps().inNamespace("default").withLabel("inf", "1").inform()) {
      informer.getStore().list().forEach(map -> seen.add(map.getMetadata().getName()));
      create("informed-after", Map.of("inf", "1"));
      await()
          .untilAsserted(() -> assertEquals(2, informer.getStore().list().size(), seen.toString()));
    }
  }

  @Test
  void listsComeInChunks() throws Exception {
    for (int i = 0; i < 5; i++) {
      create("page-" + i, Map.of("pages", "1"));
    }
    String first =
        cluster.get("/api/v1/namespaces/default/configmaps?labelSelector=pages&limit=2").body();
    assertTrue(
        first.contains("\"remainingItemCount\":3")
            && first.contains("page-1")
            && !first.contains("page-2"),
        first);
    String token = first.replaceAll("(?s).*\"continue\":\"([^\"]+)\".*", "$1");
    String second =
        cluster
            .get(
                "/api/v1/namespaces/default/configmaps?labelSelector=pages&limit=9&continue="
                    + token)
            .body();
    assertTrue(
        second.contains("page-2") && second.contains("page-4") && !second.contains("page-1"),
        second);
  }

  @Test
  void selectorsSelect() throws Exception {
    create("sel-a", Map.of("tier", "a"));
    create("sel-b", Map.of("tier", "b"));
    assertEquals(
        1,
        client
            .configMaps()
            .inNamespace("default")
            .withLabelIn("tier", "a", "c")
            .list()
            .getItems()
            .size());
    assertEquals(
        1,
        client
            .configMaps()
            .inNamespace("default")
            .withField("metadata.name", "sel-b")
            .list()
            .getItems()
            .size());
    assertEquals(
        400,
        cluster.get("/api/v1/namespaces/default/configmaps?fieldSelector=data.x%3D1").statusCode());
  }
}
