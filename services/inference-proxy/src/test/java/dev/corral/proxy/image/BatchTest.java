package dev.corral.proxy.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.image.ImageTask.Tuning;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/// `n` by loop: a few at once, in order, with counted seeds, all or nothing.
class BatchTest {
  private final List<ImageTask> asked = new ArrayList<>();
  private final List<CompletableFuture<Drawn>> calls = new ArrayList<>();
  private final Painter painter =
      new Painter() {
        @Override
        public Set<Ability> abilities() {
          return Set.of(Ability.GENERATE);
        }

        @Override
        public CompletableFuture<Drawn> paint(ImageTask task) {
          asked.add(task);
          calls.add(new CompletableFuture<>());
          return calls.getLast();
        }
      };

  private static ImageTask task(OptionalLong seed) {
    return new ImageTask.Generate(
        "a cat",
        Optional.empty(),
        new Tuning(Optional.empty(), seed, OptionalDouble.empty(), Optional.empty()));
  }

  private static Drawn drawn(int seed) {
    return new Drawn(Samples.picture(Samples.png(2, 2)), OptionalLong.of(seed));
  }

  @Test
  void aFewRunAtOnceAndTheAnswerKeepsTheOrder() {
    CompletableFuture<List<Drawn>> all = Batch.run(painter, task(OptionalLong.empty()), 4, 2);
    assertEquals(2, calls.size());
    calls.get(1).complete(drawn(1));
    assertEquals(3, calls.size());
    calls.get(0).complete(drawn(0));
    calls.get(3).complete(drawn(3));
    assertFalse(all.isDone());
    calls.get(2).complete(drawn(2));
    assertEquals(
        List.of(0L, 1L, 2L, 3L), all.join().stream().map(d -> d.seed().getAsLong()).toList());
  }

  @Test
  void aWantedSeedCountsUpAndWraps() {
    Batch.run(painter, task(OptionalLong.of(4_294_967_293L)), 3, 3);
    assertEquals(
        List.of(4_294_967_293L, 4_294_967_294L, 0L),
        asked.stream().map(task -> task.tuning().seed().getAsLong()).toList());
  }

  @Test
  void oneFailureEndsAllOthers() {
    CompletableFuture<List<Drawn>> all = Batch.run(painter, task(OptionalLong.empty()), 4, 2);
    ProblemException refused = new ProblemException(new Problem.ContentRefused("prompt"));
    calls.get(1).completeExceptionally(refused);
    assertEquals(refused, assertThrows(CompletionException.class, all::join).getCause());
    assertTrue(calls.get(0).isCancelled());
    assertEquals(2, calls.size());
  }

  @Test
  void whoCancelsEndsEveryCall() {
    CompletableFuture<List<Drawn>> all = Batch.run(painter, task(OptionalLong.empty()), 4, 2);
    all.cancel(true);
    assertTrue(calls.stream().allMatch(CompletableFuture::isCancelled));
  }
}
