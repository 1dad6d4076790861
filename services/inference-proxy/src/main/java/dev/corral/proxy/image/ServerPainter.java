package dev.corral.proxy.image;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A server that speaks OpenAI's image routes: LocalAI, textgen or one elsewhere. It is always
/// asked for the picture itself: a link of its would lead into the cluster.
public final class ServerPainter implements Painter {
  /// What these routes can say.
  public static final Set<Ability> ABILITIES =
      Set.of(Ability.GENERATE, Ability.INPAINT, Ability.VARIATION);

  private final HttpClient http;
  private final Server server;
  private final PictureCheck check;

  /// Where it is and how it is asked.
  ///
  /// @param base URL up to, and without, `/v1`
  /// @param model what the server calls it
  /// @param headers credentials
  /// @param largest bytes of an answer
  public record Server(
      URI base,
      String model,
      ImageWish.Passed passed,
      Map<String, String> headers,
      int largest,
      Duration deadline) {}

  /// Through `http`, which follows no redirects.
  public ServerPainter(HttpClient http, Server server, PictureCheck check) {
    this.http = http;
    this.server = server;
    this.check = check;
  }

  @Override
  public Set<Ability> abilities() {
    return ABILITIES;
  }

  @Override
  public CompletableFuture<Drawn> paint(ImageTask task) {
    ServerBodies.Body body = ServerBodies.of(task, server.model(), server.passed());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.base() + body.path()))
            .timeout(server.deadline())
            .header("content-type", body.mediaType())
            .header("accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.bytes()));
    server.headers().forEach(request::header);
    CompletableFuture<HttpResponse<byte[]>> call =
        http.sendAsync(
            request.build(),
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), server.largest()));
    CompletableFuture<Drawn> drawn =
        call.handle((answer, failure) -> {
          if (failure != null) {
            throw new ProblemException(problem(failure));
          }
          return read(answer);
        });
    drawn.whenComplete((picture, failure) -> call.cancel(true));
    return drawn;
  }

  private static Problem problem(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    return switch (cause) {
      case HttpTimeoutException e -> new Problem.EngineTimeout();
      case ConnectException e -> new Problem.EngineUnavailable();
      case IOException e -> new Problem.EngineBroken();
      default -> ProblemException.of(cause);
    };
  }

  private Drawn read(HttpResponse<byte[]> answer) {
    return switch (answer.statusCode()) {
      case 200 -> picture(answer.body());
      case 429 -> throw new ProblemException(new Problem.EngineBusy());
      case 400, 413, 422 -> throw new ProblemException(refused(answer.body()));
      case 502, 503, 504 -> throw new ProblemException(new Problem.EngineUnavailable());
      default -> throw new ProblemException(new Problem.EngineBroken());
    };
  }

  private static Problem refused(byte[] body) {
    try {
      String code = ImageJson.MAPPER.readTree(body).path("error").path("code").asText();
      if (code.equals("content_policy_violation") || code.equals("moderation_blocked")) {
        return new Problem.ContentRefused("prompt");
      }
    } catch (IOException notJson) {
      // said below
    }
    return new Problem.EngineRefused("The model's engine refused this request.");
  }

  private Drawn picture(byte[] body) {
    try {
      JsonNode first = ImageJson.MAPPER.readTree(body).path("data").path(0);
      return check
          .made(Base64.getDecoder().decode(first.path("b64_json").asText()))
          .map(picture -> new Drawn(picture, OptionalLong.empty()))
          .orElseThrow(() -> new ProblemException(new Problem.EngineBroken()));
    } catch (IOException | IllegalArgumentException e) {
      throw new ProblemException(new Problem.EngineBroken());
    }
  }
}
