package dev.corral.local.kubernetes.karpenter;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Instances of an EC2 (on a laptop: of the stand-in for it).
final class Ec2Instances implements Instances {
  private static final Logger LOG = Logger.getLogger(Ec2Instances.class.getName());

  /// How long an answer about an instance holds, so that not every change of a pod asks again.
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final String ID = "InstanceId.1";

  private final Ec2Call ec2;
  private final Clock clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  private record Seen(State state, Instant at) {}

  Ec2Instances(Ec2Call ec2, Clock clock) {
    this.ec2 = ec2;
    this.clock = clock;
  }

  @Override
  public Purchase buy(Order order) {
    List<Refusal> refusals = new ArrayList<>();
    Set<String> tried = new HashSet<>();
    for (Offering offering : order.offerings()) {
      if (tried.add(offering.market())) {
        Purchase purchase = tryOne(order, offering);
        if (!(purchase instanceof SoldOut(List<Refusal> why, boolean _))) {
          return purchase;
        }
        refusals.addAll(why);
      }
    }
    return new SoldOut(refusals, false);
  }

  private Purchase tryOne(Order order, Offering offering) {
    try {
      Ec2Call.Answer answer = ec2.send("RunInstances", parameters(order, offering));
      if (answer.error().isEmpty()) {
        String zone = answer.text("availabilityZone").orElse(offering.zone());
        return new Bought(
            answer.text("instanceId").orElseThrow(() -> new IOException("no instance id")),
            new Offering(offering.type(), offering.capacityType(), zone));
      }
      Ec2Call.Problem problem = answer.error().get();
      Refusal refusal = new Refusal(offering, problem.code(), problem.message());
      return FleetErrors.soldOut(problem.code())
          ? new SoldOut(List.of(refusal), false)
          : new Failed(refusal);
    } catch (IOException e) {
      return new Failed(new Refusal(offering, "RequestError", String.valueOf(e.getMessage())));
    }
  }

  private static Map<String, String> parameters(Order order, Offering offering) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("InstanceType", offering.type().name());
    parameters.put("ImageId", order.image());
    parameters.put("MinCount", "1");
    parameters.put("MaxCount", "1");
    parameters.put("ClientToken", order.token() + "-" + offering.market().replace(':', '-'));
    if (!order.profile().isEmpty()) {
      parameters.put("IamInstanceProfile.Name", order.profile());
    }
    if (offering.capacityType().equals("spot")) {
      parameters.put("InstanceMarketOptions.MarketType", "spot");
    }
    parameters.put("TagSpecification.1.ResourceType", "instance");
    int number = 1;
    for (Map.Entry<String, String> tag : order.tags().entrySet()) {
      parameters.put("TagSpecification.1.Tag." + number + ".Key", tag.getKey());
      parameters.put("TagSpecification.1.Tag." + number + ".Value", tag.getValue());
      number++;
    }
    return parameters;
  }

  @Override
  public State state(String id) {
    Instant now = clock.instant();
    Seen last = seen.get(id);
    if (last != null && now.isBefore(last.at().plus(FRESH))) {
      return last.state();
    }
    State state = ask(id);
    seen.put(id, new Seen(state, now));
    seen.values().removeIf(old -> now.isAfter(old.at().plus(Duration.ofMinutes(10))));
    return state;
  }

  private State ask(String id) {
    try {
      Ec2Call.Answer answer = ec2.send("DescribeInstances", Map.of(ID, id));
      Optional<Ec2Call.Problem> problem = answer.error();
      if (problem.isPresent()) {
        boolean missing = problem.get().code().equals("InvalidInstanceID.NotFound");
        return missing ? State.GONE : State.UNKNOWN;
      }
      return switch (answer.text("instanceState/name").orElse("terminated")) {
        case "pending" -> State.STARTING;
        case "shutting-down" -> State.ENDING;
        case "terminated" -> State.GONE;
        default -> State.RUNNING;
      };
    } catch (IOException e) {
      LOG.log(Level.WARNING, "EC2 does not answer: {0}", e.getMessage());
      return State.UNKNOWN;
    }
  }

  @Override
  public void end(String id) {
    seen.remove(id);
    try {
      ec2.send("TerminateInstances", Map.of(ID, id))
          .error()
          .ifPresent(problem ->
              LOG.log(Level.WARNING, "{0} is not terminated: {1}", new Object[] {id, problem}));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "EC2 does not answer: {0}", e.getMessage());
    }
  }
}
