package dev.corral.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.discovery.KnownBedrock.Verdict;
import dev.corral.dispatcher.problem.Problem.FieldError;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is known of a Bedrock model decides whether it may be launched.
class BedrockCheckTest {
  @Test
  void whatIsOfferedOrNotKnownAboutMayBeLaunched() {
    assertThat(check(new Verdict.Known("a", Optional.of("Its end of life is 2027-01-01."))))
        .isEmpty();
    assertThat(check(new Verdict.Legacy("a", "Legacy.", Optional.of("b")))).isEmpty();
    assertThat(check(new Verdict.Unasked("Discovery is off."))).isEmpty();
  }

  @Test
  void whatIsGoneOrUnknownMayNot() {
    assertThat(check(new Verdict.Gone("It is gone.", Optional.of("b"))))
        .contains(new FieldError("source", "It is gone. Try b instead."));
    assertThat(check(new Verdict.Unknown("Nobody knows it.")))
        .contains(new FieldError("source", "Nobody knows it."));
  }

  private static Optional<FieldError> check(Verdict verdict) {
    return new BedrockCheck(source -> verdict).problem("bedrock://a");
  }
}
