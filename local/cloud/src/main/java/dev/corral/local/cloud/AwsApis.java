package dev.corral.local.cloud;

import dev.corral.local.cloud.aws.AwsApi;
import dev.corral.local.cloud.aws.Fixtures;
import dev.corral.local.cloud.aws.Knobs;
import dev.corral.local.cloud.aws.StateFile;
import dev.corral.local.cloud.bedrock.BedrockApi;
import dev.corral.local.cloud.bedrock.RuntimeApi;
import dev.corral.local.cloud.ec2.Ec2Api;
import dev.corral.local.cloud.efs.EfsApi;
import dev.corral.local.cloud.quotas.Quotas;
import dev.corral.local.cloud.quotas.QuotasApi;
import dev.corral.local.cloud.ssm.SsmApi;
import dev.corral.local.cloud.sts.StsApi;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// The AWS APIs of the one port, and what each keeps in the state directory.
final class AwsApis {
  private AwsApis() {}

  /// @param state holds `knobs.json`, own `fixtures/` and a file per API that remembers something
  static List<AwsApi> in(Path state, Clock clock) throws IOException {
    var fixtures = new Fixtures(state.resolve("fixtures"));
    var knobs = new Knobs(state.resolve("knobs.json"));
    var quotas = new Quotas(fixtures, knobs);
    return List.of(
        Ec2Api.of(new StateFile(state.resolve("ec2.json")), fixtures, knobs, quotas, clock),
        StsApi.create(),
        SsmApi.of(new StateFile(state.resolve("ssm.json")), fixtures, clock),
        QuotasApi.of(quotas),
        EfsApi.of(new StateFile(state.resolve("efs.json")), fixtures, clock),
        BedrockApi.of(fixtures),
        RuntimeApi.of(fixtures, knobs, clock));
  }
}
