package dev.corral.local.cloud.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.Knobs;
import dev.corral.local.cloud.quotas.Quotas;
import java.io.IOException;
import java.util.List;

/// Whether AWS has the machine, and whether the account may have it.
record Capacity(Quotas quotas, Knobs knobs, InstanceTypes types) {

  /// How many of `wanted` may start now, or EC2's fault when that is fewer than `least`.
  int grant(LaunchRequest request, List<Instance> counted) throws IOException {
    refuseByKnob(request);
    var each = types.find(request.type()).map(Capacity::vcpus).orElse(1);
    var limit = quotas.value(Bucket.of(request.type()).quota(request.isSpot()));
    var granted = (int) Math.floor((limit - used(request, counted)) / each);
    if (granted < request.least()) {
      throw request.isSpot()
          ? AwsFault.bad("MaxSpotInstanceCountExceeded", "Max spot instance count exceeded")
          : vcpuLimit(limit);
    }
    return Math.min(granted, request.most());
  }

  /// `"capacity": {"g6.xlarge": "InsufficientInstanceCapacity"}`, or for one way of buying
  /// `"g6.xlarge/spot"`.
  private void refuseByKnob(LaunchRequest request) throws IOException {
    var bought = request.type() + "/" + (request.isSpot() ? "spot" : "on-demand");
    var knob =
        knobs
            .find("capacity", bought)
            .or(() -> knobs.find("capacity", request.type()))
            .map(JsonNode::asText)
            .orElse("");
    switch (knob) {
      case "" -> {}
      case "InsufficientInstanceCapacity" -> throw insufficient(request);
      case "VcpuLimitExceeded" ->
          throw vcpuLimit(quotas.value(Bucket.of(request.type()).quota(request.isSpot())));
      case "MaxSpotInstanceCountExceeded" ->
          throw AwsFault.bad(knob, "Max spot instance count exceeded");
      default -> throw AwsFault.bad(knob, "Refused by the knob for " + bought);
    }
  }

  private int used(LaunchRequest request, List<Instance> counted) throws IOException {
    var used = 0;
    for (var instance : counted) {
      if (instance.isSpot() == request.isSpot()
          && Bucket.of(instance.type()) == Bucket.of(request.type())) {
        used += types.find(instance.type()).map(Capacity::vcpus).orElse(0);
      }
    }
    return used;
  }

  private static int vcpus(JsonNode type) {
    return type.at("/vCpuInfo/defaultVCpus").asInt();
  }

  /// A server's error to AWS, so that the SDK tries it again by itself.
  private static AwsFault insufficient(LaunchRequest request) {
    var others =
        List.of("a", "b", "c").stream()
            .map(letter -> request.region() + letter)
            .filter(zone -> !zone.equals(request.zone()))
            .toList();
    return AwsFault.of(
        500,
        "InsufficientInstanceCapacity",
        """
        We currently do not have sufficient %1$s capacity in the Availability Zone you requested (%2$s). \
        Our system will be working on provisioning additional capacity. You can currently get %1$s \
        capacity by not specifying an Availability Zone in your request or choosing %3$s.\
        """
            .formatted(request.type(), request.zone(), String.join(", ", others)));
  }

  private static AwsFault vcpuLimit(double limit) {
    return AwsFault.bad(
        "VcpuLimitExceeded",
        """
        You have requested more vCPU capacity than your current vCPU limit of %.0f allows for the \
        instance bucket that the specified instance type belongs to. Please visit \
        http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.\
        """
            .formatted(limit));
  }
}
