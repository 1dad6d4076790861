package dev.corral.local.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

class SurvivesKillTest {
  private static final String FIRST_TABLES =
      """
      [{"TableName":"corral-things","BillingMode":"PAY_PER_REQUEST",
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
        "TimeToLiveAttribute":"expiresAt"}]
      """;
  private static final String TABLES_WITH_INDEX =
      """
      [{"TableName":"corral-things","BillingMode":"PAY_PER_REQUEST",
        "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
        "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"},
                                {"AttributeName":"owner","AttributeType":"S"}],
        "GlobalSecondaryIndexes":[{"IndexName":"by-owner",
          "KeySchema":[{"AttributeName":"owner","KeyType":"HASH"}],
          "Projection":{"ProjectionType":"ALL"}}]}]
      """;

  @TempDir private Path state;

  @Test
  void itemsTablesAndObjectsAreThereAfterKillAndANewIndexIsAdded() throws Exception {
    var tables = Files.writeString(state.resolve("tables.json"), FIRST_TABLES);
    try (var cloud = start(tables)) {
      cloud
          .dynamoDb()
          .putItem(r ->
              r.tableName("corral-things").item(Map.of("pk", text("a"), "owner", text("alice"))));
      cloud
          .s3()
          .putObject(r -> r.bucket("corral-images").key("alice/1"), RequestBody.fromString("x"));
      cloud.kill();
    }
    Files.writeString(tables, TABLES_WITH_INDEX);
    try (var cloud = start(tables)) {
      var byOwner =
          cloud
              .dynamoDb()
              .query(r ->
                  r.tableName("corral-things")
                      .indexName("by-owner")
                      .keyConditionExpression("#o = :o")
                      .expressionAttributeNames(Map.of("#o", "owner"))
                      .expressionAttributeValues(Map.of(":o", text("alice"))));
      assertEquals(text("a"), byOwner.items().getFirst().get("pk"));
      var timeToLive = cloud.dynamoDb().describeTimeToLive(r -> r.tableName("corral-things"));
      assertEquals("expiresAt", timeToLive.timeToLiveDescription().attributeName());
      var object = cloud.s3().getObjectAsBytes(r -> r.bucket("corral-images").key("alice/1"));
      assertEquals("x", object.asUtf8String());
    }
  }

  @Test
  void everyAcceptedMessageIsDeliveredAfterKill() throws Exception {
    var sent = IntStream.range(0, 50).mapToObj(i -> "message " + i).collect(Collectors.toSet());
    try (var cloud = CloudProcess.start(state, "--queues", "corral-usage")) {
      var sqs = cloud.sqs();
      var queue = sqs.getQueueUrl(r -> r.queueName("corral-usage")).queueUrl();
      sent.forEach(body -> sqs.sendMessage(r -> r.queueUrl(queue).messageBody(body)));
      sqs.receiveMessage(r -> r.queueUrl(queue).visibilityTimeout(1));
      cloud.kill();
    }
    try (var cloud = CloudProcess.start(state, "--queues", "corral-usage")) {
      assertEquals(sent, drain(cloud.sqs(), sent.size()));
    }
  }

  @Test
  void aMessageNobodyDeletesIsRedeliveredAndThenDeadLettered() throws Exception {
    try (var cloud = CloudProcess.start(state, "--queues", "corral-usage")) {
      var sqs = cloud.sqs();
      var queue = sqs.getQueueUrl(r -> r.queueName("corral-usage")).queueUrl();
      var deadLetters = sqs.getQueueUrl(r -> r.queueName("corral-usage-dlq")).queueUrl();
      sqs.sendMessage(r -> r.queueUrl(queue).messageBody("poison"));
      for (var attempt = 0; attempt < SqsServer.MAX_RECEIVE_COUNT; attempt++) {
        var received = sqs.receiveMessage(r -> r.queueUrl(queue).visibilityTimeout(0));
        assertEquals("poison", received.messages().getFirst().body());
      }
      assertTrue(sqs.receiveMessage(r -> r.queueUrl(queue)).messages().isEmpty());
      var dead = sqs.receiveMessage(r -> r.queueUrl(deadLetters).waitTimeSeconds(5)).messages();
      assertEquals("poison", dead.getFirst().body());
    }
  }

  private CloudProcess start(Path tables) throws Exception {
    return CloudProcess.start(
        state, "--tables", tables.toString(), "--buckets", "corral-images,corral-reports");
  }

  /// Reads until everything was seen or three long polls in a row found nothing.
  private static Set<String> drain(SqsClient sqs, int expected) {
    var queue = sqs.getQueueUrl(r -> r.queueName("corral-usage")).queueUrl();
    var seen = new HashSet<String>();
    for (var empty = 0; empty < 3 && seen.size() < expected; ) {
      var messages =
          sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10).waitTimeSeconds(2))
              .messages();
      messages.stream().map(Message::body).forEach(seen::add);
      empty = messages.isEmpty() ? empty + 1 : 0;
    }
    return seen;
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
