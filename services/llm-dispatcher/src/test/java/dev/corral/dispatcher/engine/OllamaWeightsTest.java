package dev.corral.dispatcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.engine.WeightsScripts.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The script that pulls with Ollama, against a server that streams as it does.
class OllamaWeightsTest {
  private volatile String stream = "";
  private volatile String got = "";
  private ServerSocket server;

  @TempDir Path directory;

  @BeforeEach
  void start() throws IOException {
    Assumptions.assumeTrue(WeightsScripts.has("bash"), "SKIPPED: there is no bash");
    server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void bytesOfAllLayersAreToldAndTheModelGetsItsName() throws Exception {
    stream =
        """
        {"status":"pulling manifest"}
        {"status":"pulling a","digest":"sha256:a","total":100}
        {"status":"pulling a","digest":"sha256:a","total":100,"completed":100}
        {"status":"pulling b","digest":"sha256:b","total":20,"completed":20}
        {"status":"verifying sha256 digest"}
        {"status":"success"}
        """;
    Run run = pull("library/tiny:1b");
    assertThat(run.code()).as(run.complained()).isZero();
    assertThat(run.said()).contains("corral-progress 100 100", "corral-progress 120 120");
    assertThat(got).contains("POST /api/pull HTTP/1.0", "{\"model\":\"library/tiny:1b\"");
    assertThat(Files.readString(directory.resolve("copied")))
        .isEqualTo("cp library/tiny:1b mine\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":\"pull model manifest: file does not exist\"}|44",
        "{\"error\":\"model not found\"}|44",
        "{\"error\":\"pull model manifest: 401\"}|45",
        "{\"error\":\"access denied\"}|45",
        "{\"error\":\"pull model manifest: 412: requires a newer version\"}|1",
        "{\"status\":\"pulling manifest\"}|1"
      })
  void whyItFailedIsInTheExitCode(String line, int code) throws Exception {
    stream = line + "\n";
    assertThat(pull("tiny").code()).isEqualTo(code);
  }

  @Test
  void aNameThatIsNoNameIsNotAskedFor() throws Exception {
    assertThat(pull("a\",\"insecure\":true,\"x\":\"").code()).isEqualTo(44);
    assertThat(got).isEmpty();
  }

  private Run pull(String model) throws Exception {
    var environment = new HashMap<String, String>();
    environment.put("OLLAMA_MODEL", model);
    environment.put("CORRAL_SERVED_NAME", "mine");
    environment.put("OLLAMA_HOST", "127.0.0.1:" + server.getLocalPort());
    environment.put(
        "PATH",
        WeightsScripts.stub(
            directory,
            "ollama",
            "[ \"$1\" = serve ] && exec sleep 30\necho \"$@\" >" + directory + "/copied"));
    return WeightsScripts.run(
        List.of("bash", "-c", Weights.script("/weights/ollama.sh")), Map.copyOf(environment));
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        answer(socket);
      } catch (IOException e) {
        // The script only looked whether somebody listens, or the test is over.
      }
    }
  }

  private void answer(Socket socket) throws IOException {
    var in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    String first = in.readLine();
    if (first == null) {
      return;
    }
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.startsWith("Content-Length: ")) {
        length = Integer.parseInt(line.substring("Content-Length: ".length()));
      }
    }
    char[] body = new char[length];
    int read = in.read(body);
    got = first + "\n" + new String(body, 0, read);
    String head = "HTTP/1.0 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n";
    socket.getOutputStream().write((head + stream).getBytes(StandardCharsets.UTF_8));
  }
}
