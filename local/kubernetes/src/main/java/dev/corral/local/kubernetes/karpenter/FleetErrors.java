package dev.corral.local.kubernetes.karpenter;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// How Karpenter's AWS provider tells EC2's errors apart, and what it says of them.
final class FleetErrors {
  private static final int LONGEST = 300;

  /// Errors after which the next pool is tried.
  private static final Set<String> SOLD_OUT =
      Set.of(
          "InsufficientInstanceCapacity",
          "MaxSpotInstanceCountExceeded",
          "VcpuLimitExceeded",
          "UnfulfillableCapacity",
          "Unsupported",
          "InsufficientFreeAddressesInSubnet",
          "MaxFleetCountExceeded",
          "ReservationCapacityExceeded");

  /// The reason and message of the condition `Launched` after any other error, by error code.
  private static final Map<String, List<String>> REASONS =
      Map.of(
          "UnauthorizedOperation",
          List.of(
              "Unauthorized",
              "User is not authorized to perform this operation because no identity-based policy allows it"),
          "InvalidAMIID.Malformed",
          List.of("InvalidAMIID", "AMI used for instance launch is invalid"),
          "InvalidAMIID.NotFound",
          List.of(
              "AMINotFound",
              "AMI used for instance launch either does not exist or you don't have permissions to use it"),
          "RequestLimitExceeded",
          List.of("RequestLimitExceeded", "Request limit exceeded"),
          "InternalError",
          List.of("InternalError", "An internal error has occurred"),
          "PendingVerification",
          List.of(
              "AccountPendingVerification",
              "An instance launch was requested but the request for launching resources in this region is still being verified"));

  private FleetErrors() {}

  static boolean soldOut(String code) {
    return SOLD_OUT.contains(code);
  }

  /// The message of the event about a claim that could not be bought.
  static String event(String claim, List<Instances.Refusal> refusals) {
    String errors =
        refusals.stream().map(Instances.Refusal::text).distinct().collect(Collectors.joining("; "));
    String text = "creating instance, insufficient capacity, with fleet error(s), " + errors;
    return "NodeClaim %s event: %s"
        .formatted(claim, text.length() < LONGEST ? text : text.substring(0, LONGEST) + "...");
  }

  static String reason(String code) {
    return REASONS.getOrDefault(code, List.of("LaunchFailed", "")).getFirst();
  }

  static String message(String code) {
    return REASONS.getOrDefault(code, List.of("", "Instance launch failed")).getLast();
  }

  /// As EC2 says it.
  static Instances.Refusal noCapacity(Offering offering) {
    return new Instances.Refusal(
        offering,
        "InsufficientInstanceCapacity",
        "We currently do not have sufficient %s capacity in the Availability Zone you requested (%s). Our system will be working on provisioning additional capacity."
            .formatted(offering.type().name(), offering.zone()));
  }

  /// As EC2 says it, for the way of buying.
  static Instances.Refusal noQuota(Offering offering) {
    return offering.capacityType().equals("spot")
        ? new Instances.Refusal(
            offering, "MaxSpotInstanceCountExceeded", "Max spot instance count exceeded")
        : new Instances.Refusal(
            offering,
            "VcpuLimitExceeded",
            "You have requested more vCPU capacity than your current vCPU limit of 0 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit.");
  }
}
