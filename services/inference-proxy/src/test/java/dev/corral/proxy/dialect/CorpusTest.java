package dev.corral.proxy.dialect;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Replays every input that has ever been nasty, then mutations of them. A crash or a hang is
/// written to `target/corpus-crashes`, from where it belongs into the corpus.
class CorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final Path CRASHES = Path.of("target/corpus-crashes");
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
  private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(2000);
  private static final int LONGEST_BASE = 8 * 1024;
  private static final ExecutorService LOOKS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("corpus-", 0).factory());

  private static final long[] SPENT = new long[CorpusTarget.values().length];

  /// One change of an input.
  record Edit(int kind, int at, int value) {}

  static Stream<Arguments> everyInput() {
    return Arrays.stream(CorpusTarget.values())
        .flatMap(target -> inputs(target).stream().map(file -> Arguments.of(target, file)));
  }

  private static List<Path> inputs(CorpusTarget target) {
    try (Stream<Path> files = Files.list(CORPUS.resolve(target.folder()))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(CorpusTarget.class)
  void thereIsSomethingForEachTarget(CorpusTarget target) {
    assertTrue(inputs(target).size() >= 15);
  }

  @ParameterizedTest
  @MethodSource("everyInput")
  void whatWasNastyOnceIsHarmless(CorpusTarget target, Path file) {
    look(target, read(file));
  }

  @Property(tries = 4000, seed = "4711", shrinking = ShrinkingMode.OFF)
  void mutatedRequests(@ForAll int base, @ForAll("edits") List<Edit> edits) {
    mutated(CorpusTarget.REQUEST, base, edits);
  }

  @Property(tries = 12_000, seed = "4712", shrinking = ShrinkingMode.OFF)
  void mutatedPaths(@ForAll int base, @ForAll("edits") List<Edit> edits) {
    mutated(CorpusTarget.PATH, base, edits);
  }

  @Property(tries = 6000, seed = "4713", shrinking = ShrinkingMode.OFF)
  void mutatedEvents(@ForAll int base, @ForAll("edits") List<Edit> edits) {
    mutated(CorpusTarget.SSE, base, edits);
  }

  @Property(tries = 6000, seed = "4714", shrinking = ShrinkingMode.OFF)
  void mutatedLines(@ForAll int base, @ForAll("edits") List<Edit> edits) {
    mutated(CorpusTarget.NDJSON, base, edits);
  }

  @Property(tries = 6000, seed = "4715", shrinking = ShrinkingMode.OFF)
  void mutatedAnswers(@ForAll int base, @ForAll("edits") List<Edit> edits) {
    mutated(CorpusTarget.ANSWER, base, edits);
  }

  @Provide
  Arbitrary<List<Edit>> edits() {
    return Combinators.combine(
            Arbitraries.integers().between(0, Mutation.KINDS - 1),
            Arbitraries.integers().greaterOrEqual(0),
            Arbitraries.integers().greaterOrEqual(0))
        .as(Edit::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  /// The seed makes the inputs the same each time; a slow machine looks at fewer of them.
  private static void mutated(CorpusTarget target, int base, List<Edit> edits) {
    if (SPENT[target.ordinal()] > BUDGET_NANOS) {
      return;
    }
    long begun = System.nanoTime();
    List<Path> files = inputs(target);
    byte[] bytes = read(files.get(Math.floorMod(base, files.size())));
    byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST_BASE));
    look(target, Mutation.of(start, edits));
    SPENT[target.ordinal()] += System.nanoTime() - begun;
  }

  private static void look(CorpusTarget target, byte[] input) {
    Future<?> looked = LOOKS.submit(() -> target.check(input));
    try {
      looked.get(LONGEST_LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException crash) {
      throw new AssertionError(kept(target, input, "crashed"), crash.getCause());
    } catch (TimeoutException hang) {
      throw new AssertionError(kept(target, input, "hung"), hang);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String kept(CorpusTarget target, byte[] input, String what) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(input);
      String name = "crash-" + HexFormat.of().formatHex(hash, 0, 8);
      Path file = CRASHES.resolve(target.folder()).resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, input);
      return target
          + " "
          + what
          + "; mend it and move "
          + file
          + " to "
          + CORPUS.resolve(target.folder());
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
