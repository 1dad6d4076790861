package dev.corral.dispatcher.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A scripted vLLM in all the ways in which its builds answer.
class VllmDoorTest {
  private static final String CARDS =
      """
      {"object":"list","data":[
        {"id":"team-chat","object":"model","owned_by":"vllm","root":"/models/weights","parent":null},
        {"id":"legal","object":"model","root":"/models/lora/legal","parent":"team-chat"},
        {"id":"foreign","object":"model","root":"/somewhere/else","parent":"team-chat"}]}
      """;

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;
  private URI engine;
  private int status = 200;
  private String answer = "";
  private boolean hangs;
  private boolean endless;

  private final VllmDoor door =
      new VllmDoor(
          uid -> Optional.of("key-of-" + uid),
          "/models/lora",
          new Times(Duration.ofSeconds(1), Duration.ofSeconds(1)));

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
    engine = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
  }

  private void serve(HttpExchange call) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    calls.add(
        call.getRequestMethod()
            + " "
            + call.getRequestURI()
            + " "
            + call.getRequestHeaders().getFirst("Authorization")
            + " "
            + body);
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    try (call) {
      call.sendResponseHeaders(
          status, hangs || endless ? 0 : bytes.length == 0 ? -1 : bytes.length);
      if (hangs) {
        over.await();
      }
      while (endless) {
        call.getResponseBody().write(new byte[64 * 1024]);
      }
      call.getResponseBody().write(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void scripted(int code, String text) {
    status = code;
    answer = text;
  }

  @Test
  void onlyOurAdaptersAreSeen() throws Exception {
    scripted(200, CARDS);
    assertThat(door.loaded(engine, "uid-1")).containsExactly("legal");
    assertThat(calls).containsExactly("GET /v1/models Bearer key-of-uid-1 ");
  }

  @Test
  void aPlainTextSuccessIsOne() throws Exception {
    scripted(200, "Success: LoRA adapter 'legal' added successfully.");
    assertThat(door.load(engine, "uid-1", "legal")).isEqualTo(new EngineDoor.Done());
    assertThat(calls.getFirst()).startsWith("POST /v1/load_lora_adapter Bearer key-of-uid-1 ");
    JsonNode sent = new ObjectMapper().readTree(calls.getFirst().split(" ", 5)[4]);
    assertThat(sent.path("lora_name").asText()).isEqualTo("legal");
    assertThat(sent.path("lora_path").asText()).isEqualTo("/models/lora/legal");
    scripted(200, "");
    assertThat(door.unload(engine, "uid-1", "legal")).isEqualTo(new EngineDoor.Done());
  }

  @Test
  void loadedAlreadyIsASuccessInBothEnvelopes() throws Exception {
    String words = "The lora adapter 'legal' has already been loaded.";
    scripted(
        400,
        "{\"error\":{\"message\":\"%s\",\"type\":\"InvalidUserInput\",\"param\":null,\"code\":400}}"
            .formatted(words));
    assertThat(door.load(engine, "u", "legal")).isEqualTo(new EngineDoor.Done());
    scripted(
        400,
        "{\"object\":\"error\",\"message\":\"%s\",\"type\":\"InvalidUserInput\",\"code\":400}"
            .formatted(words));
    assertThat(door.load(engine, "u", "legal")).isEqualTo(new EngineDoor.Done());
  }

  @Test
  void goneAlreadyIsASuccessInBothEnvelopes() throws Exception {
    String words = "The lora adapter 'legal' cannot be found.";
    scripted(404, "{\"error\":{\"message\":\"%s\",\"code\":404}}".formatted(words));
    assertThat(door.unload(engine, "u", "legal")).isEqualTo(new EngineDoor.Done());
    scripted(400, "{\"object\":\"error\",\"message\":\"%s\"}".formatted(words));
    assertThat(door.unload(engine, "u", "legal")).isEqualTo(new EngineDoor.Done());
  }

  @Test
  void aFailureSaysWhatAPersonCanDo() throws Exception {
    scripted(
        404,
        "{\"error\":{\"message\":\"Loading lora legal failed: No adapter found for /models/lora/legal\",\"type\":\"NotFoundError\",\"code\":404}}");
    assertThat(failure(door.load(engine, "u", "legal")))
        .startsWith("The engine does not find it. Check that its source has the files")
        .contains("No adapter found");
    scripted(
        400,
        "{\"object\":\"error\",\"message\":\"LoRA rank 128 is greater than max_lora_rank 64.\"}");
    assertThat(failure(door.load(engine, "u", "legal")))
        .isEqualTo(
            "The engine cannot load it (400). It says: LoRA rank 128 is greater than max_lora_rank 64.");
    scripted(500, "<html>\u0007" + "x".repeat(5000));
    assertThat(failure(door.load(engine, "u", "legal"))).hasSizeLessThan(300).matches("[ -~]*");
  }

  @Test
  void anEngineThatHangsIsGivenUp() {
    scripted(200, CARDS);
    hangs = true;
    assertThatThrownBy(() -> door.loaded(engine, "u")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> door.load(engine, "u", "legal")).isInstanceOf(IOException.class);
  }

  @Test
  void anAnswerWithoutEndIsNotKept() {
    endless = true;
    assertThatThrownBy(() -> door.loaded(engine, "u")).isInstanceOf(IOException.class);
  }

  @Test
  void noEngineAndNoJsonAreTroubleToo() {
    scripted(200, "<html>");
    assertThatThrownBy(() -> door.loaded(engine, "u")).hasMessage("did not answer with JSON");
    scripted(503, "{}");
    assertThatThrownBy(() -> door.loaded(engine, "u")).hasMessage("answered 503");
    server.stop(0);
    assertThatThrownBy(() -> door.loaded(engine, "u")).isInstanceOf(IOException.class);
  }

  private static String failure(EngineDoor.Answer answer) {
    assertThat(answer).isInstanceOf(EngineDoor.Failed.class);
    return ((EngineDoor.Failed) answer).message();
  }
}
