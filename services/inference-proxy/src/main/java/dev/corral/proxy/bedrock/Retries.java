package dev.corral.proxy.bedrock;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/// When a call may be sent: the SDK's adaptive strategy with a budget per model, used from outside
/// of the client, because the client itself would also repeat a stream that has begun.
final class Retries {
  private static final int ATTEMPTS = 2;

  private final RetryStrategy strategy =
      AwsRetryStrategy.adaptiveRetryStrategy().toBuilder().maxAttempts(ATTEMPTS).build();
  private final Duration longestHold;

  /// A permission to send after a while.
  record Turn(RetryToken token, Duration after) {}

  Retries(Duration longestHold) {
    this.longestHold = longestHold;
  }

  /// The first turn of a call, or the problem is thrown that this model is throttled for now.
  Turn first(String id) {
    AcquireInitialTokenResponse turn =
        strategy.acquireInitialToken(AcquireInitialTokenRequest.create(id));
    if (turn.delay().compareTo(longestHold) > 0) {
      throw new ProblemException(
          new Problem.Throttled(Math.toIntExact(Math.min(60, turn.delay().toSeconds() + 1))));
    }
    return new Turn(turn.token(), turn.delay());
  }

  /// Another turn after this failure; empty when it would fail again or the budget is used up.
  Optional<Turn> again(Turn failed, Throwable failure) {
    try {
      RefreshRetryTokenResponse turn =
          strategy.refreshRetryToken(
              RefreshRetryTokenRequest.builder()
                  .token(failed.token())
                  .failure(failure)
                  .suggestedDelay(Duration.ZERO)
                  .build());
      return turn.delay().compareTo(longestHold) > 0
          ? Optional.empty()
          : Optional.of(new Turn(turn.token(), turn.delay()));
    } catch (TokenAcquisitionFailedException none) {
      return Optional.empty();
    }
  }

  void worked(Turn turn) {
    strategy.recordSuccess(RecordSuccessRequest.create(turn.token()));
  }
}
