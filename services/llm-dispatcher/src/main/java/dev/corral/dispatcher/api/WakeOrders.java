package dev.corral.dispatcher.api;

import dev.corral.dispatcher.resource.Model;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Writes the command that wakes a model. However many ask at the same moment, it is written and
/// counted once: those who come later find it, or the launch that it began.
public final class WakeOrders {
  private static final int LOCKS = 64;

  private final Resources<Model> models;
  private final WakeCheck check;
  private final LaunchGate gate;
  private final Clock clock;
  private final List<ReentrantLock> locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

  public WakeOrders(Resources<Model> models, WakeCheck check, LaunchGate gate, Clock clock) {
    this.models = models;
    this.check = check;
    this.gate = gate;
    this.clock = clock;
  }

  /// The model, and what the caller found.
  public record Outcome(Model model, WakeCheck.Need found) {}

  /// Wakes the model unless that is not needed any more.
  public Outcome wake(String name, String principal) {
    Outcome glance = look(name);
    if (glance.found() != WakeCheck.Need.NEEDED) {
      return glance;
    }
    ReentrantLock oneByOne = locks.get(Math.floorMod(name.hashCode(), LOCKS));
    oneByOne.lock();
    try {
      Outcome closer = look(name);
      return closer.found() == WakeCheck.Need.NEEDED ? write(closer.model(), principal) : closer;
    } finally {
      oneByOne.unlock();
    }
  }

  private Outcome look(String name) {
    Model model = models.find(name).orElseThrow(() -> ModelsEndpoint.noModel(name));
    ModelCommandsEndpoint.refuseSuspended(model);
    return new Outcome(model, check.of(model));
  }

  private Outcome write(Model seen, String principal) {
    return gate.wake(seen.getSpec().defaulted(), principal, () -> command(seen, principal));
  }

  private LaunchGate.Written<Outcome> command(Model seen, String principal) {
    String name = seen.getMetadata().getName();
    var written = new AtomicBoolean();
    Model after =
        models
            .edit(
                name,
                newest -> {
                  ModelCommandsEndpoint.refuseSuspended(newest);
                  written.set(check.of(newest) == WakeCheck.Need.NEEDED);
                  if (written.get()) {
                    new NewCommand<>(newest, clock.instant(), principal).wake();
                  }
                  return newest;
                })
            .orElseThrow(() -> ModelsEndpoint.noModel(name));
    return new LaunchGate.Written<>(new Outcome(after, WakeCheck.Need.NEEDED), written.get());
  }
}
