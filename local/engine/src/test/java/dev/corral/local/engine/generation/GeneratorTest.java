package dev.corral.local.engine.generation;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.local.engine.generation.Answer.Finish;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class GeneratorTest {
  private final CountDownLatch mayStart = new CountDownLatch(1);
  private final Generator generator =
      new Generator(new FakeModel(100, mayStart), 1, 2, new Pace(0));

  @Test
  void theLineIsBoundedAndACancelledWaiterNeverRuns() {
    var running = new Recorder();
    submit(running, 3);
    await().until(() -> generator.stats().active() == 1);
    var leaving = new Recorder();
    var ticket = submit(leaving, 3);
    var staying = new Recorder();
    submit(staying, 3);
    assertThrows(Generator.BusyException.class, () -> submit(new Recorder(), 3));

    ticket.cancel();
    mayStart.countDown();
    assertEquals("abc", staying.text.join());
    assertEquals("abc", running.text.join());
    assertEquals(
        new Generator.Stats(3, 0, 0, 1, 6), await().until(generator::stats, s -> s.active() == 0));
    assertEquals("", leaving.seen.toString());
  }

  @Test
  void theFinishTellsALimitFromAnEnd() {
    mayStart.countDown();
    var limited = new Recorder();
    submit(limited, 5);
    assertEquals(Finish.LENGTH, limited.answer.join().finish());
    assertEquals(5, limited.answer.join().tokens());

    var stopped = new Recorder();
    generator.submit(
        model -> Prompt.ofText(model, "hi"),
        new Sampling(0, 40, 0.9f, 0, 1, 1, 20, List.of("de"), Optional.empty()),
        stopped);
    assertEquals("abc", stopped.text.join());
    assertEquals(Finish.STOP, stopped.answer.join().finish());
  }

  @Test
  void aPacedAnswerTakesItsTimeAndSaysSo() {
    mayStart.countDown();
    var paced = new Generator(new FakeModel(100, mayStart), 1, 1, new Pace(100));
    var recorder = new Recorder();
    paced.submit(model -> Prompt.ofText(model, "hi"), limit(11), recorder);
    assertTrue(recorder.answer.join().generationNanos() >= 100_000_000L);
  }

  private Ticket submit(Recorder recorder, int tokens) {
    return generator.submit(model -> Prompt.ofText(model, "hello there"), limit(tokens), recorder);
  }

  private static Sampling limit(int tokens) {
    return new Sampling(0, 40, 0.9f, 0, 1, 1, tokens, List.of(), Optional.empty());
  }

  private static final class Recorder implements AnswerListener {
    private final StringBuffer seen = new StringBuffer();
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    @Override
    public void text(String piece) {
      seen.append(piece);
    }

    @Override
    public void done(Answer result) {
      answer.complete(result);
      text.complete(seen.toString());
    }

    @Override
    public void failed(RuntimeException cause) {
      answer.completeExceptionally(cause);
      text.completeExceptionally(cause);
    }
  }
}
