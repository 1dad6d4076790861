package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.endpoint.Replica;
import dev.corral.proxy.endpoint.Upstream;
import dev.corral.proxy.image.Ability;
import dev.corral.proxy.image.ImageWish;
import dev.corral.proxy.image.Painters;
import dev.corral.proxy.image.Painters.Hired;
import dev.corral.proxy.image.Painters.Place;
import dev.corral.proxy.image.ServerPainter;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/// Who paints for a model of the cluster contract.
final class ImageHire {
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
      case Upstream.External external -> ServerPainter.ABILITIES;
      case Upstream.Pods pods when PAINTING.contains(model.traits().engine()) ->
          ServerPainter.ABILITIES;
      case Upstream.Pods pods ->
          throw new ProblemException(new Problem.OperationUnsupported(model.name(), "images"));
    };
  }

  /// The painter of a model that runs elsewhere.
  Hired elsewhere(ModelEntry model, ImageWish wish) {
    return switch (model.upstream()) {
      case Upstream.Bedrock bedrock -> painters.bedrock(bedrock.id(), model.name());
      case Upstream.External external -> server(URI.create(external.url()), model, wish);
      case Upstream.Pods pods -> throw new IllegalStateException("it runs in the cluster");
    };
  }

  /// The painter on a replica.
  Hired on(Replica replica, ModelEntry model, ImageWish wish) {
    String host = replica.host().contains(":") ? "[" + replica.host() + "]" : replica.host();
    return server(URI.create("http://" + host + ":" + replica.port()), model, wish);
  }

  private Hired server(URI base, ModelEntry model, ImageWish wish) {
    return painters.server(new Place(base, model.naming().servedName(), Map.of()), wish.passed());
  }
}
