package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.appkind.AppConfig;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import java.util.List;
import java.util.Optional;

/// The way out to Postgres, where apps have one.
final class DatabaseDoor {
  private static final int POSTGRES = 5432;

  private DatabaseDoor() {}

  static Optional<NetworkPolicyEgressRule> of(AppConfig.Database database) {
    List<String> ranges = database.ranges().orElse(List.of());
    if (!database.external() || ranges.isEmpty()) {
      return Optional.empty();
    }
    var rule =
        new NetworkPolicyEgressRuleBuilder()
            .addNewPort()
            .withPort(new IntOrString(POSTGRES))
            .withProtocol("TCP")
            .endPort();
    for (String range : ranges) {
      rule.addNewTo().withNewIpBlock().withCidr(range).endIpBlock().endTo();
    }
    return Optional.of(rule.build());
  }
}
