package dev.corral.local.kubernetes.karpenter;

import java.util.List;
import java.util.Map;

/// Whoever has the instances.
interface Instances {
  /// What is wanted.
  ///
  /// @param token makes a repeated order the same order
  /// @param offerings in the order in which they are tried
  record Order(
      String token,
      List<Offering> offerings,
      String image,
      String profile,
      Map<String, String> tags) {}

  /// What came of an order.
  sealed interface Purchase {}

  /// There is an instance.
  record Bought(String id, Offering offering) implements Purchase {}

  /// Every offering was refused for lack of capacity or quota.
  ///
  /// @param onlyForPool whether other pools may still find some
  record SoldOut(List<Refusal> refusals, boolean onlyForPool) implements Purchase {}

  /// It went wrong for another reason.
  record Failed(Refusal refusal) implements Purchase {}

  /// An error of EC2.
  record Refusal(Offering offering, String code, String message) {
    String text() {
      return code + ": " + message;
    }
  }

  /// What is known of an instance.
  enum State {
    RUNNING,
    STARTING,
    ENDING,
    GONE,
    UNKNOWN
  }

  Purchase buy(Order order);

  State state(String id);

  void end(String id);
}
