package dev.corral.proxy.image;

import dev.corral.proxy.image.KnownModels.Known;
import dev.corral.proxy.image.KnownModels.Price;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/// Finds who makes a model's pictures.
public final class Painters {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final BedrockRuntimeAsyncClient bedrock;
  private final HttpClient http;
  private final ImageConfig config;
  private final PictureCheck check;
  private final KnownModels known = KnownModels.bundled();

  /// A painter and what one of its pictures costs, if that is known.
  public record Hired(Painter painter, Optional<Price> price) {}

  /// Where a server is.
  ///
  /// @param base URL without `/v1`
  /// @param model what the server calls it
  /// @param headers credentials
  public record Place(URI base, String model, Map<String, String> headers) {}

  /// With Bedrock through `bedrock`.
  public Painters(BedrockRuntimeAsyncClient bedrock, ImageConfig config) {
    this.bedrock = bedrock;
    this.config = config;
    this.check = new PictureCheck(config.upload());
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
  }

  /// A model of Bedrock, or the problem that it makes no pictures is thrown.
  public Hired bedrock(String id, String name) {
    Known model =
        known
            .find(id, name)
            .orElseThrow(
                () -> new ProblemException(new Problem.OperationUnsupported(name, "images")));
    return new Hired(
        new BedrockPainter(bedrock, check, new BedrockPainter.Target(id, name, model.abilities())),
        model.price());
  }

  /// A server of OpenAI's API.
  public Hired server(Place place, ImageWish.Passed passed) {
    ServerPainter.Server server =
        new ServerPainter.Server(
            place.base(),
            place.model(),
            passed,
            place.headers(),
            config.maxAnswerBytes(),
            config.deadline());
    return new Hired(new ServerPainter(http, server, check), Optional.empty());
  }

  /// Reads requests for these painters.
  public WishReader reader() {
    return new WishReader(check, config.upload().maxFiles(), config.maxCount());
  }
}
