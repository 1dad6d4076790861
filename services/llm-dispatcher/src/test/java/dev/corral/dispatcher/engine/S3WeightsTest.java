package dev.corral.dispatcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.engine.WeightsScripts.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that fetches from S3, with a stand-in for the AWS command line that reads a folder.
class S3WeightsTest {
  private static final String AWS =
      """
      echo "$@" >>"$BUCKETS/../asked"
      if [ "$1 $2" = "s3api list-objects-v2" ]; then
        [ "$4" != denied ] || { echo "An error occurred (AccessDenied)" >&2; exit 254; }
        [ -d "$BUCKETS/$4" ] || { echo "An error occurred (NoSuchBucket)" >&2; exit 254; }
        found=$(cd "$BUCKETS/$4" && find . -type f -path "./$6*" -printf '%s\\t%P\\n')
        if [ -n "$found" ]; then echo "$found"; else echo None; fi
      else
        cp "$BUCKETS/${4#s3://}" "$5"
      fi
      """;

  @TempDir Path directory;
  private Path models;

  @BeforeEach
  void fill() throws IOException {
    Assumptions.assumeTrue(WeightsScripts.has("bash"), "SKIPPED: there is no bash");
    models = directory.resolve("models");
    Path bucket = directory.resolve("buckets/team");
    Files.createDirectories(bucket.resolve("chat/deeper"));
    Files.createDirectories(bucket.resolve("chat-2"));
    Files.createDirectories(directory.resolve("programs"));
    for (String file :
        List.of(
            "chat/model.safetensors",
            "chat/config.json",
            "chat/evil.py",
            "chat/old.bin",
            "chat/deeper/x.safetensors",
            "chat-2/other.safetensors",
            "chat/q4.gguf")) {
      Files.writeString(bucket.resolve(file), file);
    }
  }

  @Test
  void weightsOfExactlyThisPrefixAreFetchedAndNothingThatCanRun() throws Exception {
    Run run = fetch("s3://team/chat");
    assertThat(run.code()).as(run.complained()).isZero();
    assertThat(names()).containsExactlyInAnyOrder("config.json", "model.safetensors", "q4.gguf");
    assertThat(run.said()).endsWith("corral-progress 50 50\n");
  }

  @Test
  void oneFileIsFetchedByItsName() throws Exception {
    assertThat(fetch("s3://team/chat/q4.gguf").code()).isZero();
    assertThat(names()).containsExactly("q4.gguf");
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws Exception {
    assertThat(fetch("s3://team/chat").code()).isZero();
    Files.delete(directory.resolve("asked"));
    assertThat(fetch("s3://team/chat").code()).isZero();
    assertThat(Files.readString(directory.resolve("asked"))).doesNotContain("s3 cp");
  }

  @Test
  void whyItFailedIsInTheExitCode() throws Exception {
    assertThat(fetch("s3://team/nothing").code()).isEqualTo(44);
    assertThat(fetch("s3://missing/chat").code()).isEqualTo(44);
    assertThat(fetch("s3://denied/chat").code()).isEqualTo(45);
    assertThat(fetch("s3://team/$(touch pwned)").code()).isEqualTo(44);
  }

  @Test
  void whatIsOptionalIsLeftOutWhenItCannotBeHad() throws Exception {
    String none = directory.resolve("none").toString();
    Run run =
        fetchAll(
            none + " s3://denied/x\n" + none + " s3://team/nothing\n" + models + " s3://team/chat",
            "true");
    assertThat(run.code()).as(run.complained()).isZero();
    assertThat(names()).contains("model.safetensors");
    assertThat(Path.of(none)).doesNotExist();
    assertThat(run.complained()).contains("AccessDenied").contains("left out");
  }

  private Run fetch(String source) throws Exception {
    return fetchAll(models + " " + source, "");
  }

  private Run fetchAll(String lines, String optional) throws Exception {
    return WeightsScripts.run(
        List.of("bash", "-c", Weights.script("/weights/s3.sh")),
        Map.of(
            "CORRAL_OPTIONAL",
            optional,
            "CORRAL_FETCH",
            lines,
            "BUCKETS",
            directory.resolve("buckets").toString(),
            "PATH",
            WeightsScripts.stub(directory.resolve("programs"), "aws", AWS)));
  }

  private List<String> names() throws IOException {
    try (var all = Files.list(models)) {
      return all.map(f -> f.getFileName().toString()).toList();
    }
  }
}
