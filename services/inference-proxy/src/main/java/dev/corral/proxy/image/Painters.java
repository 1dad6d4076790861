package dev.corral.proxy.image;

import dev.corral.proxy.image.KnownModels.Known;
import dev.corral.proxy.image.KnownModels.Price;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Optional;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;

/// Finds who makes a model's pictures.
public final class Painters {
  private final BedrockRuntimeAsyncClient bedrock;
  private final ImageConfig config;
  private final PictureCheck check;
  private final KnownModels known = KnownModels.bundled();

  /// A painter and what one of its pictures costs, if that is known.
  public record Hired(Painter painter, Optional<Price> price) {}

  /// With Bedrock through `bedrock`.
  public Painters(BedrockRuntimeAsyncClient bedrock, ImageConfig config) {
    this.bedrock = bedrock;
    this.config = config;
    this.check = new PictureCheck(config.upload());
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
  ///
  /// @param model what the server calls it
  public Hired server(PaintServer server, String model, ImageWish.Passed passed) {
    return new Hired(new ServerPainter(server, model, passed, check), Optional.empty());
  }

  /// Reads requests for these painters.
  public WishReader reader() {
    return new WishReader(check, config.upload().maxFiles(), config.maxCount());
  }
}
