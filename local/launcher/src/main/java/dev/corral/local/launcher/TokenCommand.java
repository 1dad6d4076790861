package dev.corral.local.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Prints a bearer token for scripts.")
final class TokenCommand implements Callable<Integer> {
  @Mixin private PlatformOptions options = new PlatformOptions();

  @Parameters(defaultValue = "alice", description = "alice, bob or admin (default: alice).")
  private String user = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        System.err.println("The identity provider refused: " + answer.body());
        return 1;
      }
      System.out.println(new ObjectMapper().readTree(answer.body()).path("access_token").asText());
      return 0;
    } catch (ConnectException e) {
      System.err.println(
          "Nothing listens on port %d. Is the platform running? (make up)"
              .formatted(options.ports().identity()));
      return 1;
    }
  }

  private HttpRequest request() {
    var form =
        Map.of(
            "grant_type", "password",
            "client_id", "corral-cli",
            "username", user,
            "password", passwordOf(user),
            "scope", "openid profile");
    var body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(
            URI.create("http://localhost:" + options.ports().identity() + "/token"))
        .timeout(Duration.ofSeconds(10))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  static String passwordOf(String user) {
    var chosen = System.getenv("CORRAL_LOCAL_PASSWORD");
    return chosen == null ? user + "-corral" : chosen;
  }
}
