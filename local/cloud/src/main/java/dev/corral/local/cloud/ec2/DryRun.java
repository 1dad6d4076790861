package dev.corral.local.cloud.ec2;

import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.QueryForm;

/// `DryRun=true`: EC2 says with a fault that it would have worked.
final class DryRun {
  private DryRun() {}

  static void stop(QueryForm form) {
    if (form.find("DryRun").filter("true"::equals).isPresent()) {
      throw AwsFault.of(
          412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
    }
  }
}
