package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.endpoint.Upstream;
import dev.corral.proxy.image.Ability;
import dev.corral.proxy.image.ImageWish;
import dev.corral.proxy.image.PaintServer;
import dev.corral.proxy.image.Painters;
import dev.corral.proxy.image.Painters.Hired;
import dev.corral.proxy.image.ServerPainter;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Set;

/// Who paints for a model of the cluster contract.
final class ImageHire {
  private static final String OPENAI = "openai";

  /// The engines that have OpenAI's image routes.
  private static final Set<String> PAINTING = Set.of("localai", "textgen");

  private final Painters painters;

  ImageHire(Painters painters) {
    this.painters = painters;
  }

  /// What the model can do, or the problem that it makes no pictures is thrown.
  Set<Ability> abilities(ModelEntry model) {
    return switch (model.upstream()) {
      case Upstream.Bedrock bedrock ->
          painters.bedrock(bedrock.id(), model.name()).painter().abilities();
      case Upstream.External external when model.traits().dialect().equals(OPENAI) ->
          ServerPainter.ABILITIES;
      case Upstream.External external -> throw unable(model);
      case Upstream.Pods pods when PAINTING.contains(model.traits().engine()) ->
          ServerPainter.ABILITIES;
      case Upstream.Pods pods -> throw unable(model);
    };
  }

  private static ProblemException unable(ModelEntry model) {
    return new ProblemException(new Problem.OperationUnsupported(model.name(), "images"));
  }

  /// Who paints.
  ///
  /// @param shop the model's servers, if it has some
  Hired painter(ModelEntry model, ImageWish wish, PaintServer shop) {
    return model.upstream() instanceof Upstream.Bedrock bedrock
        ? painters.bedrock(bedrock.id(), model.name())
        : painters.server(shop, model.naming().servedName(), wish.passed());
  }
}
