package dev.corral.proxy.dialect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.translation.Passages;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What is fed with hostile bytes, and what has to hold whatever they are. Anything thrown but a
/// refusal is a crash.
enum CorpusTarget {
  REQUEST(CorpusTarget::request),
  PATH(CorpusTarget::path),
  SSE(bytes ->
      cutters(
          bytes,
          SseCutter::new,
          Wire.OPENAI,
          Operation.OPENAI_CHAT,
          Operation.ANTHROPIC_MESSAGES,
          Operation.OPENAI_RESPONSES,
          Operation.OLLAMA_CHAT,
          Operation.OLLAMA_GENERATE)),
  NDJSON(bytes ->
      cutters(
          bytes,
          NdjsonCutter::new,
          Wire.OLLAMA,
          Operation.OLLAMA_CHAT,
          Operation.ANTHROPIC_MESSAGES,
          Operation.OPENAI_RESPONSES)),
  ANSWER(CorpusTarget::answer);

  /// Throws when something does not hold.
  interface Check {
    void on(byte[] input);
  }

  private static final int ROOM = 1024;
  private static final PromptConfig LIMITS = new PromptReaderTest.Limits();
  private static final PromptReader READER = new PromptReader(LIMITS);
  private static final Timing TIMING = new Timing(1, 20, 400);

  private static final Passage.Bounds BOUNDS = new Passage.Bounds("served", 4096, 2048);
  private static final Passages PASSAGES =
      new Passages(LIMITS, () -> Instant.EPOCH, prefix -> prefix);
  private final Check check;

  CorpusTarget(Check check) {
    this.check = check;
  }

  void check(byte[] input) {
    check.on(input);
  }

  String folder() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /// Runs what may refuse; the problem, or empty when it went well.
  private static <T> Optional<T> unlessRefused(Supplier<T> attempt) {
    try {
      return Optional.of(attempt.get());
    } catch (ProblemException refused) {
      assertTrue(refused.problem().message().length() < ROOM + 1000, "a refusal repeats too much");
      return Optional.empty();
    }
  }

  /// What is accepted is valid JSON for the engine, for our model, not longer than bounds add, and
  /// would be accepted again.
  private static void request(byte[] input) {
    for (Operation operation : Operation.values()) {
      unlessRefused(() -> READER.read(input, operation))
          .ifPresent(prompt -> {
            byte[] sent = prompt.body().forEngine("served", 4096, 2048);
            assertTrue(sent.length <= input.length + ROOM, "the engine's body grew");
            assertEquals("served", READER.read(sent, operation).model());
            for (Wire wire : Wire.values()) {
              unlessRefused(() -> PASSAGES.of(prompt, wire, BOUNDS));
            }
          });
      unlessRefused(() -> ModelQuestion.model(input));
    }
  }

  /// What is served is one of the known paths, letter by letter.
  private static void path(byte[] input) {
    for (String target :
        List.of(
            new String(input, StandardCharsets.UTF_8),
            new String(input, StandardCharsets.ISO_8859_1))) {
      String path = target.split("\\?", 2)[0];
      for (String method : List.of("GET", "POST", "HEAD", "DELETE", "get", "")) {
        for (boolean anthropic : new boolean[] {false, true}) {
          switch (RouteTable.resolve(method, target, anthropic)) {
            case Route.Prompt prompt -> assertEquals(prompt.operation().path(), path);
            case Route.Image image -> assertEquals(image.operation().path(), path);
            case Route.OneModel one -> {
              assertEquals("/v1/models/" + one.id(), path);
              assertTrue(one.id().matches("[A-Za-z0-9/_.:@+~-]+"), one.id());
            }
            case Route.ListModels list -> known(path, "/v1/models", "/ollama/api/tags");
            case Route.ListRunning running -> known(path, "/ollama/api/ps");
            case Route.Show show -> known(path, "/ollama/api/show");
            case Route.Version version -> known(path, "/ollama/api/version");
            case Route.Greeting greeting -> known(path, "/ollama", "/ollama/");
            case Route.Refused refused -> {}
          }
        }
      }
    }
  }

  private static void known(String path, String... paths) {
    assertTrue(List.of(paths).contains(path), path);
  }

  /// Frames are neither lost nor changed by how the stream was split, and what comes out of an
  /// answer is the same, too.
  private static void cutters(
      byte[] input, Supplier<FrameCutter> cutters, Wire wire, Operation... operations) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    FrameCutter cutter = cutters.get();
    for (byte[] chunk : split(input)) {
      cutter.feed(chunk, (source, from, to) -> joined.write(source, from, to - from));
    }
    joined.writeBytes(cutter.rest());
    assertArrayEquals(input, joined.toByteArray());
    // Our times or words are added to frames, and some dialects repeat the text at the end.
    long frames = new String(input, StandardCharsets.ISO_8859_1).split("[\r\n]+", -1).length;
    for (Operation operation : operations) {
      byte[] whole = followed(List.of(input), operation, wire);
      assertArrayEquals(whole, followed(split(input), operation, wire), operation.name());
      assertTrue(whole.length <= 12L * input.length + ROOM * (frames + 4), "the answer grew");
    }
  }

  /// What a caller would have got, and how it ended.
  private static byte[] followed(List<byte[]> chunks, Operation operation, Wire wire) {
    String turns = "\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]";
    String says =
        switch (operation) {
          case OPENAI_RESPONSES -> "\"input\":\"a\"";
          case OLLAMA_GENERATE -> "\"prompt\":\"a\"";
          case ANTHROPIC_MESSAGES -> "\"max_tokens\":9," + turns;
          default -> turns;
        };
    String asked = "{\"model\":\"m\",\"stream\":true," + says + "}";
    Prompt prompt = READER.read(asked.getBytes(StandardCharsets.UTF_8), operation);
    Passage passage = PASSAGES.of(prompt, wire, BOUNDS).orElseThrow();
    AnswerStream answers = passage.answers(prompt, new Still());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Optional<Problem> problem = Optional.empty();
    for (byte[] chunk : chunks) {
      if (problem.isEmpty() && !answers.complete()) {
        AnswerStream.Step step = answers.feed(chunk);
        out.writeBytes(step.bytes());
        problem = step.problem();
      }
    }
    if (problem.isEmpty() && !answers.complete()) {
      AnswerStream.Step step = answers.end();
      out.writeBytes(step.bytes());
      problem = step.problem();
    }
    assertTrue(answers.tokens().in() >= 0 && answers.tokens().out() >= 0, "tokens below zero");
    out.writeBytes(problem.toString().getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  /// Pieces of lengths that the bytes themselves choose.
  private static List<byte[]> split(byte[] input) {
    List<byte[]> chunks = new java.util.ArrayList<>();
    int at = 0;
    while (at < input.length) {
      int next = Math.min(input.length, at + 1 + Math.floorMod(input[at] * 31 + at, 11));
      chunks.add(Arrays.copyOfRange(input, at, next));
      at = next;
    }
    return chunks;
  }

  private static void answer(byte[] input) {
    for (Operation operation :
        List.of(
            Operation.OPENAI_CHAT,
            Operation.OPENAI_EMBEDDINGS,
            Operation.OLLAMA_CHAT,
            Operation.OLLAMA_EMBED,
            Operation.OLLAMA_EMBEDDINGS)) {
      PromptFields fields = new PromptFields(operation);
      fields.base64(true);
      Prompt prompt = new Prompt(operation, "m", false, true, new PromptBody(new byte[40], fields));
      bounded(input, whole -> new Relayed(operation).whole(prompt, whole, TIMING));
    }
    Prompt embed =
        READER.read(
            "{\"model\":\"m\",\"input\":1}".getBytes(StandardCharsets.UTF_8),
            Operation.OLLAMA_EMBED);
    bounded(input, whole -> new EmbedThroughOpenAi(embed).whole(embed, whole, TIMING));
    assertTrue(EngineWords.harmless(input).length() <= 400);
  }

  private static void bounded(byte[] input, Function<byte[], Voice.Whole> read) {
    unlessRefused(() -> read.apply(input))
        .ifPresent(whole -> {
          assertTrue(whole.body().length <= 6L * input.length + ROOM, "the answer grew");
          assertTrue(whole.tokens().in() >= 0 && whole.tokens().out() >= 0, "tokens below zero");
        });
  }

  private static final class Still implements AnswerClock {
    @Override
    public void token() {}

    @Override
    public Timing timing() {
      return TIMING;
    }
  }
}
