package dev.corral.local.cloud.sts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.corral.local.cloud.aws.Account;
import dev.corral.local.cloud.aws.AwsApi;
import dev.corral.local.cloud.aws.QueryApi;
import dev.corral.local.cloud.aws.QueryDialect;
import java.util.Map;

/// The one operation of STS that is answered here.
public final class StsApi {
  private StsApi() {}

  public static AwsApi create() {
    return new QueryApi(
        QueryDialect.STS,
        Map.of(
            "GetCallerIdentity",
            form ->
                JsonNodeFactory.instance
                    .objectNode()
                    .put("Arn", "arn:aws:iam::%s:user/local".formatted(Account.ID))
                    .put("UserId", "AIDALOCALLOCALLOCALLO")
                    .put("Account", Account.ID)));
  }
}
