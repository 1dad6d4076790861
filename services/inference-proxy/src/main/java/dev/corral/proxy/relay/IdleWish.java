package dev.corral.proxy.relay;

import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.endpoint.IdleTimeout;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.wake.IdleOrders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The header `x-corral-idle-timeout` of a prompt: from now on the model that is asked goes idle
/// after that long without use. Only its owner may say so.
///
/// @param time empty when the request does not say
record IdleWish(ModelEntry model, Principal who, Optional<IdleTimeout> time) {
  private static final String HEADER = "x-corral-idle-timeout";

  /// Of a request of `who` for `model`, or throws what is wrong with it.
  static IdleWish of(HttpServerRequest request, Principal who, ModelEntry model) {
    List<String> said = request.headers().getAll(HEADER);
    if (said.isEmpty()) {
      return new IdleWish(model, who, Optional.empty());
    }
    Optional<IdleTimeout> time =
        said.size() == 1 ? IdleTimeout.of(said.getFirst().strip()) : Optional.empty();
    if (time.isEmpty()) {
      throw new ProblemException(
          new Problem.InvalidField(
              HEADER,
              "The header "
                  + HEADER
                  + " must be one time like 1h30m, 5m or 90s, from 10s to 24h."));
    }
    if (!who.owns(model)) {
      throw new ProblemException(
          new Problem.Forbidden("Only the owner of a model may say when it goes idle."));
    }
    return new IdleWish(model, who, time);
  }

  /// The request is admitted: the dispatcher hears of the wish, and the caller how far it is
  /// (`set`, `asked` or `failed`). Nothing waits for it.
  void grant(HttpServerRequest request, IdleOrders orders) {
    time.map(wanted -> orders.order(model, who.id(), wanted))
        .ifPresent(standing ->
            request.response().putHeader(HEADER, standing.name().toLowerCase(Locale.ROOT)));
  }
}
