package dev.corral.local.cloud.quotas;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.cloud.aws.AwsApi;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.JsonApi;
import dev.corral.local.cloud.aws.JsonInput;
import dev.corral.local.cloud.aws.Page;
import java.io.IOException;
import java.util.Map;

/// The operations of Service Quotas that are answered here.
public final class QuotasApi {
  private static final int MOST = 100;

  private final Quotas quotas;

  private QuotasApi(Quotas quotas) {
    this.quotas = quotas;
  }

  public static AwsApi of(Quotas quotas) {
    var api = new QuotasApi(quotas);
    return new JsonApi(
        "ServiceQuotasV20190624",
        Map.of("GetServiceQuota", api::get, "ListServiceQuotas", api::list));
  }

  private ObjectNode get(JsonInput input) throws IOException {
    var quota =
        quotas
            .find(input.need("ServiceCode"), input.need("QuotaCode"), input.region())
            .orElseThrow(QuotasApi::noSuchResource);
    return JsonNodeFactory.instance.objectNode().set("Quota", quota);
  }

  private ObjectNode list(JsonInput input) throws IOException {
    var all = quotas.of(input.need("ServiceCode"), input.region());
    if (all.isEmpty()) {
      throw noSuchResource();
    }
    var page =
        Page.of(
            all,
            quota -> quota.path("QuotaCode").asText(),
            input.size(MOST, MOST),
            input.text("NextToken"),
            AwsFault.bad("InvalidPaginationTokenException", "Invalid NextToken."));
    var result = JsonNodeFactory.instance.objectNode();
    result.putArray("Quotas").addAll(page.items());
    page.nextToken().ifPresent(next -> result.put("NextToken", next));
    return result;
  }

  private static AwsFault noSuchResource() {
    return AwsFault.bad(
        "NoSuchResourceException",
        "The request failed because the specified service or quota does not exist.");
  }
}
