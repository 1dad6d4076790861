package dev.corral.proxy.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Exactly the listed paths exist, in exactly one spelling.
class RouteTableTest {

  @Test
  void theListedPathsExist() {
    for (Operation operation : Operation.values()) {
      assertEquals(new Route.Prompt(operation), route("POST", operation.path() + "?x=1"));
    }
    assertEquals(new Route.ListModels(Dialect.OPENAI), route("GET", "/v1/models"));
    assertEquals(new Route.OneModel(Dialect.OPENAI, "a/b:1"), route("GET", "/v1/models/a/b:1"));
    assertEquals(new Route.ListModels(Dialect.OLLAMA), route("GET", "/ollama/api/tags"));
    assertEquals(new Route.Version(Dialect.OLLAMA), route("GET", "/ollama/api/version"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ollama", "/ollama/", "/ollama/api/tags", "/ollama/api/version"})
  void ollamasClientsProbeWithHead(String path) {
    assertEquals(route("GET", path), route("HEAD", path));
    assertEquals(Dialect.OLLAMA, route("HEAD", path).dialect());
  }

  @Test
  void theContractHasEveryPath() throws IOException {
    String contract = Files.readString(Path.of("src/main/contract/openapi.yaml"));
    for (Operation operation : Operation.values()) {
      assertTrue(contract.contains("\n  " + operation.path() + ":\n"), operation.path());
    }
    contract
        .lines()
        .filter(line -> line.matches("  /\\S+:"))
        .map(line -> line.strip().replace(":", "").replace("{id}", "m"))
        .filter(path -> path.startsWith("/v1") || path.startsWith("/ollama"))
        .forEach(path ->
            assertFalse(
                route("GET", path) instanceof Route.Refused refused
                    && refused.problem() instanceof Problem.NoSuchRoute,
                path));
  }

  @Test
  void anthropicsClientsSayWhoTheyAre() {
    assertEquals(
        new Route.ListModels(Dialect.ANTHROPIC), RouteTable.resolve("GET", "/v1/models", true));
    assertEquals(
        new Route.OneModel(Dialect.ANTHROPIC, "m"),
        RouteTable.resolve("GET", "/v1/models/m", true));
    assertEquals(
        new Route.Prompt(Operation.OPENAI_CHAT),
        RouteTable.resolve("POST", "/v1/chat/completions", true));
    assertEquals(Dialect.ANTHROPIC, route("POST", "/v1/messages/batches").dialect());
    assertEquals(Dialect.ANTHROPIC, route("GET", "/v1/messages").dialect());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/messages/batches",
        "/v1/messages/count_tokens",
        "/v1/responses/resp_1",
        "/v1/audio/transcriptions",
        "/v1/files",
        "/v1/rerank",
        "/ollama/v1/chat/completions",
        "/ollama/api/pull",
        "/ollama/api/push",
        "/ollama/api/create",
        "/ollama/api/delete",
        "/ollama/api/copy",
        "/ollama/api/blobs/sha256:1",
        "/ollama/api/experimental/web_fetch",
        "/v1/load_lora_adapter",
        "/v1/unload_lora_adapter",
        "/invocations",
        "/metrics",
        "/tokenize",
        "/sleep",
        "/pause",
        "/v1",
        "/V1/chat/completions",
        "/v1/chat/completions/",
        "/q/health"
      })
  void sideDoorsDoNot(String path) {
    assertInstanceOf(Problem.NoSuchRoute.class, refused("POST", path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//v1/models",
        "/v1/../v1/models",
        "/v1/./models",
        "/v1/%6dodels",
        "/v1/models%2fx",
        "/v1/models;a=b",
        "/v1\\models",
        "/v1/models/..",
        "/v1/models/x.",
        "/v1/models/\u0000",
        "",
        "v1/models",
        "/v1/models/\u0131",
        "/v1/mod els",
        "http://evil/v1/models"
      })
  void whatCouldBeReadInTwoWaysIsRefused(String path) {
    assertInstanceOf(Problem.AmbiguousPath.class, refused("GET", path));
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/v1/chat/completions,POST",
    "DELETE,/v1/models,GET",
    "POST,/v1/models/x,GET",
    "PUT,/ollama/api/chat,POST",
    "HEAD,/ollama/api/ps,GET",
    "HEAD,/v1/models,GET",
    "GET,/v1/messages,POST",
    "POST,/ollama,GET",
    "GET,/ollama/api/embed,POST",
    "post,/ollama/api/chat,POST"
  })
  void aWrongMethodIsNamed(String method, String path, String allowed) {
    assertEquals(new Problem.MethodNotAllowed(allowed), refused(method, path));
  }

  @Property(tries = 2000)
  void anythingElseIsRefused(@ForAll String path) {
    Route route = route("POST", path);
    if (route instanceof Route.Prompt prompt) {
      assertEquals(prompt.operation().path(), path.split("\\?", 2)[0]);
    }
  }

  private static Problem refused(String method, String path) {
    return assertInstanceOf(Route.Refused.class, route(method, path)).problem();
  }

  private static Route route(String method, String path) {
    return RouteTable.resolve(method, path, false);
  }
}
