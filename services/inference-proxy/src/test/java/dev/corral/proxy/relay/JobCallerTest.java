package dev.corral.proxy.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.PromptConfig;
import dev.corral.proxy.dialect.PromptReader;
import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.problem.Problem;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// Which ends of a run are not the job's end.
class JobCallerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PromptConfig LIMITS =
      new SmallRyeConfigBuilder()
          .withMapping(PromptConfig.class)
          .build()
          .getConfigMapping(PromptConfig.class);

  private static Optional<Duration> again(Problem problem) {
    Prompt prompt =
        new PromptReader(LIMITS)
            .read(
                "{\"model\":\"tiny\",\"messages\":[]}".getBytes(StandardCharsets.UTF_8),
                Operation.OPENAI_CHAT);
    JobCaller caller =
        new JobCaller(
            "r-1", prompt, "tiny", 100, JSON, () -> CompletableFuture.completedFuture(null));
    caller.fail(problem);
    caller.over(TokenCount.NONE);
    return caller.outcome().toCompletableFuture().join().again();
  }

  @Test
  void whoGaveItsSeatUpComesBackForIt() {
    assertEquals(
        Optional.of(Duration.ofSeconds(5)), again(new Problem.TooManyWaiters(Loading.of("tiny"))));
    assertEquals(Optional.of(Duration.ofSeconds(70)), again(new Problem.LaunchLimit(70)));
    assertEquals(Optional.of(Duration.ofSeconds(1)), again(new Problem.Restarting()));
  }

  @Test
  void anEngineIsNotAskedTwice() {
    assertEquals(Optional.empty(), again(new Problem.EngineBusy()));
    assertEquals(Optional.empty(), again(new Problem.EngineBroken()));
  }
}
