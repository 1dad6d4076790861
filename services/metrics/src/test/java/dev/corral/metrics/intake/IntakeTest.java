package dev.corral.metrics.intake;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.corral.metrics.Events;
import dev.corral.metrics.Surroundings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Events through the real queues into the real store and out of the API.
@QuarkusTest
@WithTestResource(Surroundings.class)
class IntakeTest {

  private static final String HOUR = "2026-11-20T20:15:30Z";
  private static final Duration SOON = Duration.ofSeconds(30);

  @Inject SqsClient sqs;

  @SuppressWarnings("NullAway.Init")
  @TestHTTPResource(value = "/metrics", management = true)
  URI prometheus;

  /// What an earlier test left in the queues says nothing about this one.
  @BeforeEach
  void emptyQueues() {
    for (var queue : List.of("corral-usage", "corral-lifecycle")) {
      sqs.purgeQueue(it -> it.queueUrl(url(queue)));
    }
  }

  @Test
  void usageIsCountedOnceHoweverOftenItArrives() {
    var principal = "p-" + UUID.randomUUID();
    var events = new ArrayList<String>();
    for (var request = 0; request < 10; request++) {
      var event = Events.usage(UUID.randomUUID(), HOUR, principal, "m" + request % 2);
      events.addAll(List.of(event, event, event));
    }
    Collections.shuffle(events, new Random(1));
    events.forEach(event -> send("corral-usage", event));
    awaitEmpty("corral-usage");

    var usage = get("/internal/usage", principal);
    assertEquals(10, usage.getInt("totals.requests"));
    assertEquals(100, usage.getInt("totals.tokensIn"));
    assertEquals(List.of("m0", "m1"), usage.getList("items.key"));
    assertEquals(List.of(5, 5), usage.getList("items.requests"));
    assertEquals("2026-11-20T20:00:00Z", usage.getString("from"));
    given()
        .auth()
        .oauth2(Surroundings.issuer().gateway())
        .queryParam("from", "2026-11-20T20:00:00Z")
        .queryParam("to", "2026-11-20T21:00:00Z")
        .queryParam("principal", principal)
        .get("/internal/latency")
        .then()
        .statusCode(200)
        .body("items.model", equalTo(List.of("m0", "m1")))
        .body("items.ttftMs.avg", everyItem(is(40.0f)))
        .body("items[0].generationMs.p50", is(175.0f))
        .body("items[0].queueMs.avg", is(0.0f))
        .body("items[0].tokensPerSecond.doubleValue()", closeTo(100, 0.1));
  }

  @Test
  void everybodysUsageIsGroupedByPrincipal() {
    var run = UUID.randomUUID().toString();
    send(
        "corral-usage",
        Events.usage(
            UUID.randomUUID().toString(), "2026-11-18T23:59:59Z", "a-" + run, "m", "error"));
    send(
        "corral-usage",
        Events.usage(
            UUID.randomUUID().toString(), "2026-11-19T00:00:00Z", "b-" + run, "m", "cancelled"));
    send(
        "corral-usage",
        Events.usage(
            UUID.randomUUID().toString(), "2026-11-19T00:00:01Z", "b-" + run, "m", "unknown"));
    send(
        "corral-usage",
        Events.usage(
            UUID.randomUUID().toString(), "2026-11-19T01:00:00Z", "c-" + run, "m", "done"));
    awaitEmpty("corral-usage");

    given()
        .auth()
        .oauth2(Surroundings.issuer().gateway())
        .queryParam("from", "2026-11-18T23:30:00Z")
        .queryParam("to", "2026-11-19T00:30:00Z")
        .queryParam("groupBy", "principal")
        .get("/internal/usage")
        .then()
        .statusCode(200)
        .body("items.key", equalTo(List.of("a-" + run, "b-" + run)))
        .body("totals.errors", is(1))
        .body("totals.cancelled", is(1))
        .body("totals.unknown", is(1))
        .body("totals.requests", is(3));
  }

  @Test
  void aSubjectIsWhereItsHighestSequenceSaysInAnyOrder() {
    var owner = "o-" + UUID.randomUUID();
    var group = "g-" + UUID.randomUUID();
    var uid = UUID.randomUUID().toString();
    var other = UUID.randomUUID().toString();
    var events =
        new ArrayList<>(
            List.of(
                Events.lifecycle(uid, 3, owner, "nobody", "idle"),
                Events.lifecycle(uid, 1, owner, group, "launching"),
                Events.lifecycle(uid, 2, owner, group, "active"),
                Events.lifecycle(uid, 2, owner, group, "active"),
                Events.lifecycle(other, 1, "someone", group, "launching"),
                Events.lifecycle(other, 2, "someone", group, "terminated")));
    Collections.shuffle(events, new Random(2));
    events.forEach(event -> send("corral-lifecycle", event));
    awaitEmpty("corral-lifecycle");

    var own = get("/internal/summary", owner);
    assertEquals(1, own.getInt("models.idle"));
    assertEquals(0, own.getInt("models.launching") + own.getInt("models.terminated"));
    given()
        .auth()
        .oauth2(Surroundings.issuer().gateway())
        .queryParam("principal", owner)
        .queryParam("groups", "x," + group)
        .get("/internal/summary")
        .then()
        .body("models.idle", is(1))
        .body("models.terminated", is(1))
        .body("models.active", is(0))
        .body("apps.active", is(0));
  }

  @Test
  void whatCannotBeReadBecomesADeadLetterWithAReason() {
    var invalid = Events.usage(UUID.randomUUID(), HOUR, "p", "m").replace(":10", ":\"ten\"");
    send("corral-usage", invalid);
    var letter = deadLetter("corral-usage-dlq");
    assertEquals(invalid, letter.body());
    assertEquals("invalid", attribute(letter, "reason"));
    assertEquals("data.tokensIn", attribute(letter, "detail"));

    send("corral-lifecycle", "{broken");
    var broken = deadLetter("corral-lifecycle-dlq");
    assertEquals("malformed", attribute(broken, "reason"));
    awaitEmpty("corral-lifecycle");
    given()
        .get(prometheus)
        .then()
        .body(
            containsString("corral_dead_letters_total{kind=\"usage\",reason=\"invalid\"}"),
            containsString("corral_events_total{kind=\"lifecycle\",outcome=\"dead_letter\"}"));
  }

  @Test
  void nothingIsLostOrCountedTwiceWhenTheCloudIsKilledDuringIntake() {
    var principal = "k-" + UUID.randomUUID();
    IntStream.range(0, 200)
        .forEach(it -> send("corral-usage", Events.usage(UUID.randomUUID(), HOUR, principal, "m")));
    await().atMost(SOON).until(() -> requests(principal) > 20);
    Surroundings.cloud().kill();
    given()
        .auth()
        .oauth2(Surroundings.issuer().gateway())
        .get("/internal/summary")
        .then()
        .statusCode(503)
        .body("code", is("upstream_unavailable"));
    Surroundings.cloud().start();
    await().atMost(Duration.ofSeconds(60)).until(() -> requests(principal), is(200));
    awaitEmpty("corral-usage");
    assertEquals(200, requests(principal));
  }

  private int requests(String principal) {
    return get("/internal/usage", principal).getInt("totals.requests");
  }

  private static JsonPath get(String path, String principal) {
    return given()
        .auth()
        .oauth2(Surroundings.issuer().gateway())
        .queryParam("principal", principal)
        .queryParam("from", "2026-11-20T20:00:00Z")
        .queryParam("to", "2026-11-20T21:00:00Z")
        .get(path)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private Message deadLetter(String queue) {
    var url = url(queue);
    return await()
        .atMost(SOON)
        .until(
            () ->
                sqs.receiveMessage(
                        it -> it.queueUrl(url).waitTimeSeconds(1).messageAttributeNames("All"))
                    .messages(),
            hasSize(1))
        .getFirst();
  }

  private static @Nullable String attribute(Message message, String name) {
    var value = message.messageAttributes().get(name);
    return value == null ? null : value.stringValue();
  }

  private void send(String queue, String body) {
    sqs.sendMessage(it -> it.queueUrl(url(queue)).messageBody(body));
  }

  private void awaitEmpty(String queue) {
    var url = url(queue);
    await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() ->
            sqs
                .getQueueAttributes(it ->
                    it.queueUrl(url)
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .allMatch("0"::equals));
  }

  private String url(String queue) {
    return sqs.getQueueUrl(it -> it.queueName(queue)).queueUrl();
  }
}
