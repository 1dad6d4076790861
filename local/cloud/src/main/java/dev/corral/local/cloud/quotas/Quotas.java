package dev.corral.local.cloud.quotas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.cloud.aws.Account;
import dev.corral.local.cloud.aws.Fixtures;
import dev.corral.local.cloud.aws.Knobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The account's quotas: the fixture's values, unless the knob `quotas` sets another.
public final class Quotas {
  private final Fixtures fixtures;
  private final Knobs knobs;

  public Quotas(Fixtures fixtures, Knobs knobs) {
    this.fixtures = fixtures;
    this.knobs = knobs;
  }

  /// What is allowed now; 0 for a code that nobody knows.
  public double value(String code) throws IOException {
    return find("ec2", code, Account.ID).map(quota -> quota.path("Value").asDouble()).orElse(0.0);
  }

  Optional<ObjectNode> find(String service, String code, String region) throws IOException {
    return of(service, region).stream()
        .filter(quota -> quota.path("QuotaCode").asText().equals(code))
        .findFirst();
  }

  /// Every quota of a service as the API shows it; none when the service is unknown.
  List<ObjectNode> of(String service, String region) throws IOException {
    var quotas = new ArrayList<ObjectNode>();
    for (JsonNode recorded : fixtures.read("servicequotas/quotas.json").path(service)) {
      ObjectNode quota = recorded.deepCopy();
      var code = quota.path("QuotaCode").asText();
      knobs.find("quotas", code).ifPresent(value -> quota.put("Value", value.asDouble()));
      quota.put("ServiceCode", service);
      quota.put("QuotaArn", Account.arn("servicequotas", region, service + "/" + code));
      quotas.add(quota);
    }
    return quotas;
  }
}
