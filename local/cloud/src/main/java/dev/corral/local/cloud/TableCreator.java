package dev.corral.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Sends the owners' `CreateTable` requests as they are. A table that exists keeps its data and
/// gets only the global indexes that it lacks.
final class TableCreator {
  private static final String TIME_TO_LIVE = "TimeToLiveAttribute";
  private static final String INDEXES = "GlobalSecondaryIndexes";
  private static final int INDEX_CHECKS = 300;
  private static final Duration INDEX_CHECK_INTERVAL = Duration.ofMillis(100);
  private static final String ANY_CREDENTIALS =
      "AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/dynamodb/aws4_request,"
          + " SignedHeaders=host, Signature=none";

  private final URI endpoint;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  TableCreator(URI endpoint) {
    this.endpoint = endpoint;
  }

  void createMissing(List<Path> files) throws IOException, InterruptedException {
    for (var file : files) {
      for (var table : json.readTree(file.toFile())) {
        createOrComplete(table.deepCopy());
      }
    }
  }

  private void createOrComplete(ObjectNode table) throws IOException, InterruptedException {
    var timeToLive = table.remove(TIME_TO_LIVE);
    var existing = send("DescribeTable", nameOf(table));
    if (existing.has("Table")) {
      addMissingIndexes(table, existing.get("Table"));
      return;
    }
    require(send("CreateTable", table), table);
    if (timeToLive != null) {
      require(send("UpdateTimeToLive", timeToLive(table, timeToLive.asText())), table);
    }
  }

  private void addMissingIndexes(ObjectNode table, JsonNode existing)
      throws IOException, InterruptedException {
    var present = new HashSet<>(existing.path(INDEXES).findValuesAsText("IndexName"));
    for (var index : table.path(INDEXES)) {
      if (!present.contains(index.path("IndexName").asText())) {
        var update = nameOf(table);
        update.set("AttributeDefinitions", table.get("AttributeDefinitions"));
        update.putArray("GlobalSecondaryIndexUpdates").addObject().set("Create", index);
        require(send("UpdateTable", update), table);
        awaitIndexes(table);
      }
    }
  }

  /// DynamoDB fills a new index in the background; a query before its end fails.
  private void awaitIndexes(ObjectNode table) throws IOException, InterruptedException {
    for (var attempt = 0; attempt < INDEX_CHECKS; attempt++) {
      var indexes = send("DescribeTable", nameOf(table)).path("Table").path(INDEXES);
      if (Set.of("ACTIVE").containsAll(indexes.findValuesAsText("IndexStatus"))) {
        return;
      }
      Thread.sleep(INDEX_CHECK_INTERVAL);
    }
    throw new IOException("Table " + table.path("TableName").asText() + ": index not active");
  }

  private ObjectNode nameOf(ObjectNode table) {
    return json.createObjectNode().set("TableName", table.get("TableName"));
  }

  private ObjectNode timeToLive(ObjectNode table, String attribute) {
    var request = nameOf(table);
    request
        .putObject("TimeToLiveSpecification")
        .put("Enabled", true)
        .put("AttributeName", attribute);
    return request;
  }

  private static void require(JsonNode answer, ObjectNode table) throws IOException {
    if (answer.has("__type")) {
      throw new IOException("Table " + table.path("TableName").asText() + ": " + answer);
    }
  }

  private JsonNode send(String operation, ObjectNode body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(20))
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("Authorization", ANY_CREDENTIALS)
            .POST(BodyPublishers.ofString(json.writeValueAsString(body)))
            .build();
    return json.readTree(http.send(request, BodyHandlers.ofString()).body());
  }
}
