package dev.corral.proxy.bedrock;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.ScriptedEngine;
import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.conversation.StopReason;
import dev.corral.proxy.conversation.Usage;
import dev.corral.proxy.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkSystemSetting;

/// The real client against a server that can be cut at every byte.
class BedrockStreamTest {
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\n"
          + "transfer-encoding: chunked\r\n\r\n";

  private static ScriptedEngine server;
  private static Bedrock bedrock;

  @BeforeAll
  static void start() throws IOException {
    System.setProperty(SdkSystemSetting.AWS_ACCESS_KEY_ID.property(), "test");
    System.setProperty(SdkSystemSetting.AWS_SECRET_ACCESS_KEY.property(), "test");
    server = new ScriptedEngine();
    bedrock = Bedrock.in("eu-central-1", new Config(), Duration.ofSeconds(20));
  }

  @AfterAll
  static void stop() throws IOException {
    bedrock.close();
    server.close();
  }

  record Config() implements BedrockConfig {
    @Override
    public Optional<String> region() {
      return Optional.of("eu-central-1");
    }

    @Override
    public Optional<URI> endpointOverride() {
      return Optional.of(URI.create("http://127.0.0.1:" + server.port()));
    }

    @Override
    public int connections() {
      return 8;
    }

    @Override
    public Duration connect() {
      return Duration.ofSeconds(2);
    }

    @Override
    public Duration longestHold() {
      return Duration.ofSeconds(5);
    }
  }

  private static void chunk(ScriptedEngine.Call call, byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      String size = Integer.toHexString(bytes.length) + "\r\n";
      call.out().write(size.getBytes(StandardCharsets.US_ASCII));
      call.out().write(bytes);
      call.out().write("\r\n".getBytes(StandardCharsets.US_ASCII));
      call.out().flush();
    }
  }

  private static void answer(byte[] body, boolean cleanEnd) {
    server.script(
        "",
        call -> {
          call.send(HEAD);
          chunk(call, body);
          if (cleanEnd) {
            call.last();
          } else {
            call.socket().close();
          }
        });
  }

  private static Heard ask() {
    Heard heard = new Heard(true);
    heard.follow(bedrock.stream(Questions.hello("model-" + System.identityHashCode(heard)), heard));
    return heard;
  }

  private static String text(Heard heard) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : heard.pieces) {
      if (piece instanceof Piece.Text more) {
        text.append(more.text());
      }
    }
    return text.toString();
  }

  @Test
  void aWholeStreamIsPiecesInOrderAndItsCountComesLast() throws Exception {
    answer(EventFrames.joined(EventFrames.stream()), true);
    Heard heard = ask();
    assertEquals("complete", heard.ending());
    assertEquals(
        List.of(
            new Piece.Text("Hello"),
            new Piece.Text(" world"),
            new Piece.Stopped(StopReason.END, Optional.of("end_turn")),
            new Piece.Counted(new Usage(7, 2, 0, 0))),
        heard.pieces);
  }

  @Test
  void aStreamThatIsCutAnywhereIsNeverComplete() throws Exception {
    List<byte[]> frames = EventFrames.stream();
    byte[] whole = EventFrames.joined(frames);
    int said = EventFrames.joined(frames.subList(0, 5)).length; // with messageStop
    for (boolean cleanEnd : new boolean[] {true, false}) {
      for (int cut = 0; cut < whole.length; cut++) {
        answer(Arrays.copyOf(whole, cut), cleanEnd);
        Heard heard = ask();
        Object ending = heard.ending();
        if (cut < said) {
          assertInstanceOf(Problem.class, ending, "cut at " + cut + ", clean end " + cleanEnd);
        } else {
          assertEquals("complete", ending, "cut at " + cut + ", clean end " + cleanEnd);
        }
        assertEquals(1, heard.endings.get());
        assertTrue("Hello world".startsWith(text(heard)), "nothing comes twice");
      }
    }
  }

  @Test
  void exceptionsWithinAStreamBecomeProblems() throws Exception {
    Object[][] expected = {
      {"throttlingException", Problem.Throttled.class},
      {"modelStreamErrorException", Problem.EngineBroken.class},
      {"internalServerException", Problem.EngineBroken.class},
      {"serviceUnavailableException", Problem.EngineUnavailable.class},
      {"validationException", Problem.EngineRefused.class}
    };
    for (Object[] pair : expected) {
      byte[] begun = EventFrames.joined(EventFrames.stream().subList(0, 2));
      byte[] failure = EventFrames.exception((String) pair[0], "secret at 10.1.2.3/x");
      answer(EventFrames.joined(List.of(begun, failure)), true);
      Heard heard = ask();
      Problem problem = assertInstanceOf(Problem.class, heard.ending());
      assertEquals(pair[1], problem.getClass(), (String) pair[0]);
      assertFalse(problem.message().contains("secret"));
      assertEquals("Hello", text(heard));
    }
  }

  @Test
  void errorsBeforeAStreamBecomeProblemsOfTheirOwn() throws Exception {
    Object[][] expected = {
      {429, "ThrottlingException", Problem.Throttled.class},
      {400, "ServiceQuotaExceededException", Problem.Throttled.class},
      {429, "ModelNotReadyException", Problem.Throttled.class},
      {408, "ModelTimeoutException", Problem.EngineTimeout.class},
      {403, "AccessDeniedException", Problem.ModelForbidden.class},
      {404, "ResourceNotFoundException", Problem.ModelRetired.class},
      {400, "ValidationException", Problem.EngineRefused.class},
      {424, "ModelErrorException", Problem.EngineBroken.class},
      {500, "InternalServerException", Problem.EngineBroken.class},
      {503, "ServiceUnavailableException", Problem.EngineUnavailable.class}
    };
    for (Object[] row : expected) {
      server.script(
          "",
          call ->
              call.send(
                  "HTTP/1.1 %s X\r\nx-amzn-errortype: %s\r\nretry-after: 7\r\ncontent-length: 17\r\n\r\n{\"message\":\"no!\"}"
                      .formatted(row[0], row[1])));
      Problem problem = assertInstanceOf(Problem.class, ask().ending());
      assertEquals(row[2], problem.getClass(), (String) row[1]);
      if (problem instanceof Problem.Throttled throttled) {
        assertEquals(7, throttled.seconds());
      }
    }
  }

  @Test
  void oneMoreTryBeforeTheFirstEventAndNoneAfter() throws Exception {
    server.script(
        "",
        call -> {
          if (requests() == 1) {
            call.send(
                "HTTP/1.1 503 X\r\nx-amzn-errortype: ServiceUnavailableException\r\ncontent-length: 2\r\n\r\n{}");
          } else {
            call.send(HEAD);
            chunk(call, EventFrames.joined(EventFrames.stream()));
            call.last();
          }
        });
    count = 0;
    assertEquals("complete", ask().ending());
    assertEquals(2, count);
    count = 0;
    server.script(
        "",
        call -> {
          requests();
          call.send(HEAD);
          chunk(call, EventFrames.joined(EventFrames.stream().subList(0, 2)));
          call.reset();
        });
    assertInstanceOf(Problem.EngineBroken.class, ask().ending());
    assertEquals(1, count);
  }

  private static volatile int count;

  private static synchronized int requests() {
    count++;
    return count;
  }

  @Test
  void aReaderThatDoesNotReadHoldsTheServiceBack() throws Exception {
    AtomicLong sent = new AtomicLong();
    byte[] large = EventFrames.text("x".repeat(60_000));
    CountDownLatch stuck = new CountDownLatch(1);
    server.script(
        "",
        call -> {
          call.send(HEAD);
          for (int i = 0; i < 2000; i++) { // 120 MB, more than any buffers on the way
            chunk(call, large);
            sent.addAndGet(large.length);
          }
          stuck.countDown();
        });
    Heard slow = new Heard(false);
    Call call = bedrock.stream(Questions.hello("slow"), slow);
    await().atMost(5, TimeUnit.SECONDS).until(() -> slow.pieces.size() == 1);
    await()
        .during(Duration.ofMillis(500))
        .atMost(5, TimeUnit.SECONDS)
        .until(() -> sent.get() < 40_000_000 && slow.pieces.size() == 1);
    call.more();
    await().atMost(5, TimeUnit.SECONDS).until(() -> slow.pieces.size() == 2);
    assertEquals(1, stuck.getCount());
    call.cancel();
  }

  @Test
  void cancelFreesTheConnectionWithinASecond() throws Exception {
    for (boolean begun : new boolean[] {true, false}) {
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch closed = new CountDownLatch(1);
      server.script(
          "",
          call -> {
            if (begun) {
              call.send(HEAD);
              chunk(call, EventFrames.joined(EventFrames.stream().subList(0, 2)));
            }
            asked.countDown();
            awaitClose(call);
            closed.countDown();
          });
      Heard heard = new Heard(true);
      Call call = bedrock.stream(Questions.hello("cancelled"), heard);
      heard.follow(call);
      assertTrue(asked.await(5, TimeUnit.SECONDS));
      if (begun) {
        await().until(() -> !heard.pieces.isEmpty());
      }
      call.cancel();
      assertTrue(closed.await(1, TimeUnit.SECONDS), "begun " + begun);
      assertEquals(0, heard.endings.get(), "nothing is heard of a cancelled call");
    }
  }

  private static void awaitClose(ScriptedEngine.Call call) {
    try {
      call.awaitClose();
    } catch (IOException reset) {
      // that is a close, too
    }
  }

  @Test
  void brokenEventStreamsEndInAProblem() throws Exception {
    try (Stream<Path> corpus = Files.list(Path.of("src/test/resources/corpus/eventstream"))) {
      List<Path> files = corpus.sorted().toList();
      assertTrue(files.size() >= 8);
      for (Path file : files) {
        byte[] body = HexFormat.of().parseHex(Files.readString(file).strip());
        answer(body, true);
        assertInstanceOf(Problem.class, ask().ending(), file.getFileName().toString());
      }
    }
  }

  @Test
  void everyFlippedByteOfAStreamIsNoticedOrChangesNothing() throws Exception {
    byte[] whole = EventFrames.joined(EventFrames.stream());
    int said = EventFrames.joined(EventFrames.stream().subList(0, 5)).length;
    for (int at = 0; at < said; at += 7) {
      byte[] broken = whole.clone();
      broken[at] ^= 0x55;
      answer(broken, true);
      assertInstanceOf(Problem.class, ask().ending(), "flipped at " + at);
    }
  }
}
