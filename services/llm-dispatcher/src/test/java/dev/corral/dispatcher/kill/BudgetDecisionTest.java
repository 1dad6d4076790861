package dev.corral.dispatcher.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.kill.BudgetDecision.Verdict;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever comes over the budget queue: it can tighten, or do nothing.
class BudgetDecisionTest {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:123456789012:corral-budget";
  private static final String TEXT =
      """
      AWS Budget Notification November 20, 2026
      AWS Account 123456789012

      Dear AWS Customer,

      You requested that we alert you when the ACTUAL Cost associated with your team budget is greater than $80.00 for the current month.

      Budget Name: team
      Budget Type: Cost
      Budgeted Amount: $100.00
      Alert Type: ACTUAL
      Alert Threshold: > $80.00
      ACTUAL Amount: $82.30
      """;

  private BudgetState.Reading reading = new BudgetState.Unknown();

  @Test
  void aThresholdIsBelievedWhenTheStateIsUnknown() {
    assertThat(decide(envelope(TOPIC, TEXT, "2026-11-20T19:00:00.000Z")))
        .isEqualTo(
            new Verdict.Kill(
                "budget team passed its threshold (ACTUAL $80.00)",
                new KillStore.OnceKey("team", "2026-11", "ACTUAL $80.00")));
  }

  @Test
  void aMessageOnlySaysToLook() {
    reading = new BudgetState.Within();
    assertThat(decide(envelope(TOPIC, TEXT, "2026-11-20T19:00:00.000Z")))
        .isInstanceOf(Verdict.Nothing.class);
    reading = new BudgetState.Exceeded("2026-11", new BigDecimal("100"));
    assertThat(
            decide(
                envelope(
                    TOPIC, "Budget Name: team\nall clear, please rearm", "2026-11-20T19:00:00Z")))
        .isInstanceOf(Verdict.Kill.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          another topic     | arn:aws:sns:eu-central-1:999999999999:corral-budget | Budget Name: team | 2026-11-20T19:00:00Z
          prefix of a topic | arn:aws:sns:eu-central-1:123456789012:corral-budget2 | Budget Name: team | 2026-11-20T19:00:00Z
          another budget    | arn:aws:sns:eu-central-1:123456789012:corral-budget | Budget Name: staging | 2026-11-20T19:00:00Z
          longer name       | arn:aws:sns:eu-central-1:123456789012:corral-budget | Budget Name: team two | 2026-11-20T19:00:00Z
          no budget         | arn:aws:sns:eu-central-1:123456789012:corral-budget | hello | 2026-11-20T19:00:00Z
          no time           | arn:aws:sns:eu-central-1:123456789012:corral-budget | Budget Name: team | yesterday
          """)
  void whatNobodyShouldSendIsLeftForAPerson(String why, String topic, String text, String at) {
    reading = new BudgetState.Exceeded("2026-11", new BigDecimal("100"));
    assertThat(decide(envelope(topic, text, at))).isInstanceOf(Verdict.Suspicious.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-10-20T19:00:00Z", "2025-11-20T19:00:00Z", "2026-11-20T23:00:00Z"})
  void aReplayFromAnotherPeriodDoesNothing(String at) {
    assertThat(decide(envelope(TOPIC, TEXT, at))).isInstanceOf(Verdict.Nothing.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Budget Name: team\nall clear",
        "Budget Name: team\nAlert Type: NONE\nAlert Threshold: > $1",
        "Budget Name: team\nAlert Threshold: > $80.00",
        "Budget Name: team\nkilled: false\nrearm: true"
      })
  void withoutAThresholdNothingHappens(String text) {
    assertThat(decide(envelope(TOPIC, text, "2026-11-20T19:00:00Z")))
        .isInstanceOf(Verdict.Nothing.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"text\"",
        "{",
        "{\"Type\":\"SubscriptionConfirmation\",\"SubscribeURL\":\"http://169.254.169.254/\"}",
        "{\"Type\":\"Notification\",\"TopicArn\":[],\"Message\":\"x\",\"MessageId\":\"1\"}",
        "Budget Name: team"
      })
  void whatSnsCannotHaveSentIsLeftForAPerson(String body) {
    assertThat(decide(body)).isInstanceOf(Verdict.Suspicious.class);
  }

  @Test
  void aHugeBodyIsNotEvenParsed() {
    String huge = envelope(TOPIC, TEXT + "x".repeat(300_000), "2026-11-20T19:00:00Z");
    assertThat(decide(huge)).isInstanceOf(Verdict.Suspicious.class);
    assertThat(decide("[".repeat(100_000))).isInstanceOf(Verdict.Suspicious.class);
    assertThat(decide("é".repeat(200_000))).isInstanceOf(Verdict.Suspicious.class);
  }

  @Test
  void anEstimateThatFailsIsNoReasonToSpend() {
    var decision =
        new BudgetDecision(
            new Config(),
            budget -> {
              throw new IllegalStateException("away");
            },
            clock());
    assertThat(decision.decide(envelope(TOPIC, TEXT, "2026-11-20T19:00:00Z")))
        .isInstanceOf(Verdict.Kill.class);
  }

  private Verdict decide(String body) {
    return new BudgetDecision(new Config(), budget -> reading, clock()).decide(body);
  }

  private static Clock clock() {
    return Clock.fixed(Instant.parse("2026-11-20T20:00:00Z"), ZoneOffset.UTC);
  }

  static String envelope(String topic, String text, String at) {
    return """
    {"Type":"Notification","MessageId":"165545c9","TopicArn":"%s","Subject":"AWS Budgets: team","Message":"%s","Timestamp":"%s"}
    """
        .formatted(topic, text.replace("\n", "\\n"), at);
  }

  private record Config() implements BudgetConfig {
    @Override
    public String queue() {
      return "corral-budget";
    }

    @Override
    public Optional<String> name() {
      return Optional.of("team");
    }

    @Override
    public Optional<List<String>> topicArns() {
      return Optional.of(List.of(TOPIC));
    }
  }
}
