package dev.corral.proxy.relay;

import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Another model that answers while the one that was asked wakes, where caller or platform wish so.
public final class Fallback {
  private final Relay relay;
  private final Lanes lanes;
  private final Map<String, String> byModel;

  /// With the platform's own wishes, by the model that is asked.
  public Fallback(Relay relay, Map<String, String> byModel) {
    this.relay = relay;
    this.lanes = relay.lanes();
    this.byModel = Map.copyOf(byModel);
  }

  /// Who answers now. Another model does only if it is ready, the caller may use it, and it can do
  /// what is asked; the wake of the one that was asked begins all the same.
  ///
  /// @param wish the caller's own, which goes before the platform's
  ModelEntry instead(Principal who, Prompt prompt, ModelEntry asked, @Nullable String wish) {
    if (lanes.isReady(asked)) {
      return asked;
    }
    Optional<ModelEntry> other =
        Optional.ofNullable(wish)
            .or(() -> Optional.ofNullable(byModel.get(asked.name())))
            .flatMap(name -> lanes.table().snapshot().find(name))
            .filter(who::maySee)
            .filter(lanes::isReady)
            .filter(model -> canDo(prompt, model));
    other.ifPresent(found -> lanes.wakes().nudge(asked.name(), who.id()));
    return other.orElse(asked);
  }

  private boolean canDo(Prompt prompt, ModelEntry model) {
    try {
      relay.roads().of(prompt, model);
      return true;
    } catch (ProblemException cannot) {
      return false;
    }
  }
}
