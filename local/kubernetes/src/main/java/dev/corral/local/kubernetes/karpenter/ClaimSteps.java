package dev.corral.local.kubernetes.karpenter;

import dev.corral.local.kubernetes.event.EventRecorder;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.resource.DeleteTerms;
import dev.corral.local.kubernetes.resource.Timestamps;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Carries out the steps of [ClaimPlan] that follow the launch.
final class ClaimSteps {
  private static final Duration AT_ONCE = Duration.ZERO;

  private final Writer writer;
  private final Nodes nodes;
  private final PoolStatus pools;
  private final EventRecorder events;
  private final Instances instances;

  ClaimSteps(
      Writer writer, Nodes nodes, PoolStatus pools, EventRecorder events, Instances instances) {
    this.writer = writer;
    this.nodes = nodes;
    this.pools = pools;
    this.events = events;
    this.instances = instances;
  }

  /// Does one step; answers when to look at the claim again even if nothing changes.
  Optional<Duration> take(Claim claim, ClaimStep step) {
    StoredObject object = claim.object();
    switch (step) {
      case ClaimStep.Wait(Duration delay) -> {
        return Optional.of(delay);
      }
      case ClaimStep.Adopt() -> adopt(object);
      case ClaimStep.Launch() -> throw new IllegalStateException("a launch is not a mere step");
      case ClaimStep.Register() -> register(claim);
      case ClaimStep.Initialize() -> initialize(claim);
      case ClaimStep.Delete(boolean failed) -> delete(claim, failed);
      case ClaimStep.Consolidate() -> consolidate(claim);
      case ClaimStep.GiveUp() -> giveUp(claim);
      case ClaimStep.SetDeadline(Instant deadline) -> setDeadline(claim, deadline);
      case ClaimStep.BeginDrain() -> beginDrain(claim);
      case ClaimStep.AwaitPods() -> {
        return awaitPods(claim);
      }
      case ClaimStep.EndPods(var endings) -> endings.forEach(ending -> endPod(claim, ending));
      case ClaimStep.NoteDrained() -> noteDrained(object);
      case ClaimStep.EndInstance() -> endInstance(claim);
      case ClaimStep.DropNode() -> nodes.of(claim).ifPresent(nodes::drop);
      case ClaimStep.Release() -> writer.dropFinalizer(object, Names.FINALIZER);
    }
    return Optional.of(AT_ONCE);
  }

  private void adopt(StoredObject claim) {
    writer.addFinalizer(claim, Names.FINALIZER);
    writer.conditions(claim, Conditions.OF_CLAIM, Conditions::begin);
  }

  private void register(Claim claim) {
    String name = Nodes.nameFor(claim);
    nodes.register(claim, name);
    writer.conditions(
        claim.object(),
        Conditions.OF_CLAIM,
        conditions -> {
          Json.at(conditions.object(), "status").put("nodeName", name);
          conditions.holds("Registered");
          conditions.unknown("Initialized", "NodeNotReady", "Node status is NotReady");
        });
    pools.registered(claim, true);
  }

  private void initialize(Claim claim) {
    nodes.of(claim).ifPresent(nodes::initialize);
    writer.conditions(
        claim.object(), Conditions.OF_CLAIM, conditions -> conditions.holds("Initialized"));
  }

  private void delete(Claim claim, boolean failedToRegister) {
    if (failedToRegister) {
      pools.registered(claim, false);
    }
    writer.delete(claim.object());
  }

  private void consolidate(Claim claim) {
    writer.conditions(
        claim.object(),
        Conditions.OF_CLAIM,
        conditions -> {
          conditions.holds("Consolidatable");
          conditions.holds("DisruptionReason", "Empty");
        });
    nodes
        .of(claim)
        .ifPresent(node -> events.normal(node, "DisruptionTerminating", "Disrupting Node: Empty"));
    events.normal(claim.object(), "DisruptionTerminating", "Disrupting NodeClaim: Empty");
    writer.delete(claim.object());
  }

  private void giveUp(Claim claim) {
    nodes.of(claim).ifPresent(nodes::lose);
    writer.delete(claim.object());
  }

  private void setDeadline(Claim claim, Instant deadline) {
    String text = Timestamps.of(deadline);
    writer.edit(
        claim.object(),
        next -> Json.at(next, "metadata", "annotations").put(Names.TERMINATION_TIME, text));
    events.warning(
        claim.object(), "TerminationGracePeriodExpiring", "All pods will be deleted by " + text);
  }

  private void beginDrain(Claim claim) {
    Optional<StoredObject> node = nodes.of(claim);
    node.ifPresent(nodes::beginDrain);
    node.ifPresent(found ->
        claim
            .terminationTime()
            .ifPresent(time ->
                events.warning(
                    found,
                    "TerminationGracePeriodExpiring",
                    "All pods will be deleted by " + time)));
    writer.conditions(
        claim.object(),
        Conditions.OF_CLAIM,
        conditions -> conditions.unknown("Drained", "Draining", "Draining"));
  }

  private Optional<Duration> awaitPods(Claim claim) {
    nodes
        .of(claim)
        .ifPresent(node -> {
          int left = nodes.podsOn(node.name()).size();
          events.once(
              node,
              "FailedDraining",
              "Failed to drain node, %d pods are waiting to be evicted".formatted(left));
        });
    return Optional.of(Duration.ofSeconds(1));
  }

  private void endPod(Claim claim, Drain.Ending ending) {
    StoredObject pod = ending.pod();
    if (ending.grace().isEmpty()) {
      String reason =
          Conditions.find(claim.object().json(), "DisruptionReason").path("reason").asText();
      events.normal(
          pod, "Evicted", "Evicted pod: " + (reason.isEmpty() ? "Forceful Termination" : reason));
      writer.delete(pod);
      return;
    }
    events.normal(
        pod,
        "Disrupted",
        "Deleting the pod to accommodate the terminationTime %s of the node. The pod was granted %d seconds of grace-period of its %s terminationGracePeriodSeconds. This bypasses the PDB of the pod and the do-not-disrupt annotation."
            .formatted(
                claim.terminationTime().orElse(""),
                ending.grace().getAsLong(),
                pod.at("spec", "terminationGracePeriodSeconds").asText()));
    writer.delete(
        pod,
        new DeleteTerms(pod.uid(), "", DeleteTerms.Propagation.BACKGROUND, ending.grace(), false));
  }

  private void noteDrained(StoredObject claim) {
    writer.conditions(
        claim,
        Conditions.OF_CLAIM,
        conditions -> {
          conditions.holds("Drained");
          conditions.holds("VolumesDetached");
        });
  }

  private void endInstance(Claim claim) {
    instances.end(claim.instanceId());
    writer.conditions(
        claim.object(), Conditions.OF_CLAIM, conditions -> conditions.holds("InstanceTerminating"));
  }
}
