package dev.corral.dispatcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.corral.dispatcher.engine.WeightsScripts.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that fetches from Hugging Face, against a server that answers as it does.
class HuggingFaceWeightsTest {
  private final Map<String, byte[]> files = new HashMap<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private int cutOnce;
  private boolean lie;
  private HttpServer server;

  @TempDir Path models;

  @BeforeEach
  void start() throws IOException {
    Assumptions.assumeTrue(WeightsScripts.has("python3"), "SKIPPED: there is no python3");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    files.put("model-00001-of-00002.safetensors", bytes(3_000_000));
    files.put("model-00002-of-00002.safetensors", bytes(1_000_000));
    files.put("config.json", "{}".getBytes(StandardCharsets.UTF_8));
    files.put("pytorch_model.bin", bytes(10));
    files.put("modeling_evil.py", bytes(10));
    files.put("q4.gguf", bytes(500));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void safetensorsAndWhatDescribesThemAreFetchedAndNothingThatCanRun() throws Exception {
    Run run = fetch("hf://org/repo");
    assertThat(run.code()).as(run.complained()).isZero();
    assertThat(names())
        .containsExactlyInAnyOrder(
            "config.json", "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors");
    assertThat(run.said()).contains("corral-progress 4000002 4000002");
    assertThat(Files.readAllBytes(models.resolve("model-00002-of-00002.safetensors")))
        .isEqualTo(files.get("model-00002-of-00002.safetensors"));
  }

  @Test
  void oneGgufFileIsFetchedByItsName() throws Exception {
    assertThat(fetch("hf://org/repo/q4.gguf@v1").code()).isZero();
    assertThat(names()).containsExactly("q4.gguf");
    assertThat(asked).anyMatch(path -> path.contains("/tree/v1"));
  }

  @Test
  void aCutConnectionGoesOnWhereItWas() throws Exception {
    cutOnce = 1_500_000;
    Run run = fetch("hf://org/repo");
    assertThat(run.code()).as(run.complained()).isZero();
    assertThat(asked).anyMatch(path -> path.matches(".*bytes=[1-9][0-9]+-"));
    assertThat(Files.readAllBytes(models.resolve("model-00001-of-00002.safetensors")))
        .isEqualTo(files.get("model-00001-of-00002.safetensors"));
    assertThat(run.lastProgress()).isEqualTo(4_000_002);
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws Exception {
    assertThat(fetch("hf://org/repo").code()).isZero();
    asked.clear();
    assertThat(fetch("hf://org/repo").lastProgress()).isEqualTo(4_000_002);
    assertThat(asked).noneMatch(path -> path.contains("/resolve/"));
  }

  @Test
  void otherBytesThanSaidAreNotKept() throws Exception {
    lie = true;
    Run run = fetch("hf://org/repo/q4.gguf");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.complained()).contains("SHA-256");
    assertThat(models.resolve("q4.gguf")).doesNotExist();
  }

  @Test
  void whatDoesNotExistExits44() throws Exception {
    assertThat(fetch("hf://org/missing").code()).isEqualTo(44);
    assertThat(fetch("hf://org/repo/other.gguf").code()).isEqualTo(44);
    assertThat(fetch("hf://org/repo@x/../y").code()).isEqualTo(44);
  }

  @Test
  void whatIsGatedExits45AndTheTokenIsNotShown() throws Exception {
    Run run = fetch("hf://org/gated");
    assertThat(run.code()).isEqualTo(45);
    assertThat(run.said() + run.complained()).doesNotContain("hf_secret");
  }

  @Test
  void whatIsOptionalIsLeftOutWhenItCannotBeHad() throws Exception {
    String none = models.resolveSibling("none").toString();
    Run run =
        fetchAll(
            none + " hf://org/missing\n" + none + " hf://org/gated\n" + models + " hf://org/repo",
            "true");
    assertThat(run.code()).as(run.complained()).isZero();
    assertThat(names()).isNotEmpty();
    assertThat(run.complained()).contains("left out");
  }

  private Run fetch(String source) throws Exception {
    return fetchAll(models + " " + source, "");
  }

  private Run fetchAll(String lines, String optional) throws Exception {
    List<String> command =
        List.of("python3", "-I", "-c", Weights.script("/weights/hugging-face.py"));
    return WeightsScripts.run(
        command,
        Map.of(
            "CORRAL_FETCH",
            lines,
            "CORRAL_OPTIONAL",
            optional,
            "CORRAL_PAUSE",
            "0.01",
            "HF_TOKEN",
            "hf_secret",
            "HF_ENDPOINT",
            "http://127.0.0.1:" + server.getAddress().getPort()));
  }

  private List<String> names() throws IOException {
    try (var all = Files.list(models)) {
      return all.map(f -> f.getFileName().toString()).toList();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String range = exchange.getRequestHeaders().getFirst("Range");
    asked.add(path + " " + (range == null ? "" : range));
    assertThat(exchange.getRequestHeaders().getFirst("Authorization"))
        .isEqualTo("Bearer hf_secret");
    if (path.contains("/org/gated")) {
      problem(exchange, 403, "GatedRepo");
    } else if (path.contains("/org/missing")) {
      problem(exchange, 401, "RepoNotFound");
    } else if (path.contains("/tree/")) {
      send(exchange, 200, tree().getBytes(StandardCharsets.UTF_8));
    } else {
      file(
          exchange,
          files.getOrDefault(path.substring(path.lastIndexOf('/') + 1), new byte[0]),
          range);
    }
    exchange.close();
  }

  private void file(HttpExchange exchange, byte[] whole, String range) throws IOException {
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (cutOnce > 0 && whole.length > cutOnce) {
      exchange.sendResponseHeaders(200, whole.length);
      exchange.getResponseBody().write(whole, 0, cutOnce);
      exchange.getResponseBody().flush();
      cutOnce = 0;
      return;
    }
    send(
        exchange,
        range == null ? 200 : 206,
        java.util.Arrays.copyOfRange(whole, from, whole.length));
  }

  private String tree() {
    var entries = new ArrayList<String>();
    files.forEach((name, content) ->
        entries.add(
            "{\"type\":\"file\",\"path\":\"%s\",\"size\":%d,\"lfs\":{\"oid\":\"%s\"}}"
                .formatted(name, content.length, sha256(lie ? bytes(3) : content))));
    return "[" + String.join(",", entries) + "]";
  }

  private static void problem(HttpExchange exchange, int code, String told) throws IOException {
    exchange.getResponseHeaders().add("X-Error-Code", told);
    send(exchange, code, "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int code, byte[] body) throws IOException {
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new java.util.Random(length).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
