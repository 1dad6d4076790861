package dev.corral.metrics.store;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.corral.metrics.ledger.EventLogs;
import dev.corral.metrics.ledger.Journal;
import dev.corral.metrics.ledger.Usage;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Which answers of DynamoDB mean "again", which mean "never", and which mean "already".
class DynamoJournalFaultTest {

  private static final Usage USAGE = (Usage) EventLogs.random(1, 1, "x").getFirst();

  private final WireMockServer dynamo =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void start() {
    dynamo.start();
  }

  @AfterEach
  void stop() {
    dynamo.stop();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ThrottlingException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "TransactionInProgressException",
        "ResourceNotFoundException",
        "AccessDeniedException"
      })
  void whatMayPassIsTriedAgain(String error) {
    answer(error(400, error, ""));
    assertThrows(Journal.Unavailable.class, this::post1);
  }

  @Test
  void brokenAnswersAreTriedAgain() {
    answer(error(500, "InternalServerError", ""));
    assertThrows(Journal.Unavailable.class, this::post1);
    answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    assertThrows(Journal.Unavailable.class, this::post1);
    answer(aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE));
    assertThrows(Journal.Unavailable.class, this::post1);
  }

  @Test
  void whatIsRefusedForGoodIsNot() {
    answer(error(400, "ValidationException", ""));
    assertThrows(Journal.Rejected.class, this::post1);
  }

  @ParameterizedTest
  @CsvSource({
    "ConditionalCheckFailed, None",
    "ConditionalCheckFailed, TransactionConflict",
    "ConditionalCheckFailed, ThrottlingError"
  })
  void aFactThatIsThereIsADuplicate(String fact, String effect) {
    answer(cancelled(fact, effect));
    assertEquals(Journal.Posting.DUPLICATE, post1());
  }

  @ParameterizedTest
  @CsvSource({
    "TransactionConflict, None",
    "None, TransactionConflict",
    "None, ThrottlingError",
    "None, ProvisionedThroughputExceeded"
  })
  void aConflictIsTriedAgain(String fact, String effect) {
    answer(cancelled(fact, effect));
    assertThrows(Journal.Unavailable.class, this::post1);
  }

  @Test
  void anItemThatIsTooBigIsRefusedForGood() {
    answer(cancelled("None", "ValidationError"));
    assertThrows(Journal.Rejected.class, this::post1);
  }

  private Journal.Posting post1() {
    try (var client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(dynamo.baseUrl()))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(it -> it.retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build()) {
      return new DynamoJournal(
              client, Tables.prefixed("corral-"), Duration.ofDays(1), Clock.systemUTC())
          .post(USAGE);
    }
  }

  private void answer(ResponseDefinitionBuilder answer) {
    dynamo.stubFor(post("/").willReturn(answer));
  }

  private static ResponseDefinitionBuilder cancelled(String fact, String effect) {
    return error(
        400,
        "TransactionCanceledException",
        ",\"CancellationReasons\":[{\"Code\":\"%s\"},{\"Code\":\"%s\"}]".formatted(fact, effect));
  }

  private static ResponseDefinitionBuilder error(int status, String type, String more) {
    return aResponse()
        .withStatus(status)
        .withHeader("content-type", "application/x-amz-json-1.0")
        .withBody(
            "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"no\"%s}"
                .formatted(type, more));
  }
}
