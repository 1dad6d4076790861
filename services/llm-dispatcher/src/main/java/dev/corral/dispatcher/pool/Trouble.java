package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.resource.Rung;
import java.util.List;
import java.util.Map;

/// Why a node could not be had, read from what EC2 told Karpenter.
///
/// @param reason the cloud's own code
/// @param message the same for a person
record Trouble(Failure.Code code, String reason, String message) {
  /// Looked for in this order, so that a quota is told before what else went wrong.
  private static final List<Map.Entry<String, Failure.Code>> KNOWN =
      List.of(
          Map.entry("VcpuLimitExceeded", Failure.Code.Quota),
          Map.entry("MaxSpotInstanceCountExceeded", Failure.Code.Quota),
          Map.entry("MaxFleetCountExceeded", Failure.Code.Quota),
          Map.entry("InstanceLimitExceeded", Failure.Code.Quota),
          Map.entry("AccountPendingVerification", Failure.Code.Quota),
          Map.entry("PendingVerification", Failure.Code.Quota),
          Map.entry("InsufficientInstanceCapacity", Failure.Code.Capacity),
          Map.entry("ReservationCapacityExceeded", Failure.Code.Capacity),
          Map.entry("InsufficientFreeAddressesInSubnet", Failure.Code.Capacity),
          Map.entry("UnfulfillableCapacity", Failure.Code.Capacity),
          Map.entry("Unsupported", Failure.Code.Capacity));

  static final String NOT_JOINED = "NotJoined";
  static final String NO_CAPACITY = "InsufficientCapacityError";

  /// From a reason and a text of Karpenter.
  static Trouble read(String reason, String text, Rung rung) {
    for (var known : KNOWN) {
      String code = known.getKey();
      if (reason.equals(code) || text.contains(code)) {
        return new Trouble(known.getValue(), code, words(code, rung));
      }
    }
    if (NO_CAPACITY.equals(reason)) {
      return new Trouble(
          Failure.Code.Capacity, "NoCapacity", words("InsufficientInstanceCapacity", rung));
    }
    String said = text.isBlank() ? reason : text.strip();
    return new Trouble(
        Failure.Code.Bootstrap,
        reason,
        "The instance cannot be started: " + (said.length() > 240 ? said.substring(0, 240) : said));
  }

  /// A node that started and never joined.
  static Trouble notJoined(Rung rung) {
    return new Trouble(
        Failure.Code.Bootstrap,
        NOT_JOINED,
        "A " + rung.inWords() + " started but did not join the cluster.");
  }

  private static String words(String code, Rung rung) {
    String what = rung.inWords();
    return switch (code) {
      case "VcpuLimitExceeded", "InstanceLimitExceeded" ->
          "The account's vCPU quota does not allow another " + what + ".";
      case "MaxSpotInstanceCountExceeded" ->
          "The account's spot quota does not allow another " + what + ".";
      case "MaxFleetCountExceeded" -> "The account may not have more EC2 fleets.";
      case "PendingVerification", "AccountPendingVerification" ->
          "AWS is still verifying the account for this region.";
      case "ReservationCapacityExceeded" -> "The capacity reservation for " + what + " is full.";
      case "InsufficientFreeAddressesInSubnet" -> "The pool's subnets have no free address left.";
      case "Unsupported" -> "The pool's zones do not offer " + what + ".";
      default -> "AWS has no " + what + " to give in the pool's zones now.";
    };
  }
}
