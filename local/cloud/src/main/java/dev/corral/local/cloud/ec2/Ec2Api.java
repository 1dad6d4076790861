package dev.corral.local.cloud.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.cloud.aws.Account;
import dev.corral.local.cloud.aws.AwsApi;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.Fixtures;
import dev.corral.local.cloud.aws.Knobs;
import dev.corral.local.cloud.aws.Page;
import dev.corral.local.cloud.aws.QueryApi;
import dev.corral.local.cloud.aws.QueryDialect;
import dev.corral.local.cloud.aws.QueryForm;
import dev.corral.local.cloud.aws.StateFile;
import dev.corral.local.cloud.quotas.Quotas;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The operations of EC2 that are answered here.
public final class Ec2Api {
  private static final Pattern ID = Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})");
  private static final int WHOLE_LIST = 1000;

  private final Instances instances;

  private Ec2Api(Instances instances) {
    this.instances = instances;
  }

  /// @param file where instances are remembered
  public static AwsApi of(
      StateFile file, Fixtures fixtures, Knobs knobs, Quotas quotas, Clock clock)
      throws IOException {
    var instances = new Instances(file, clock, new Delays(knobs));
    var types = new InstanceTypes(fixtures);
    var launcher = new Launcher(instances, types, new Capacity(quotas, knobs, types));
    var api = new Ec2Api(instances);
    return new QueryApi(
        QueryDialect.EC2,
        Map.of(
            "RunInstances", launcher::run,
            "DescribeInstances", api::describe,
            "TerminateInstances", api::terminate,
            "DescribeInstanceTypes", types::describe));
  }

  private ObjectNode describe(QueryForm form) {
    var ids = ids(form);
    if (!ids.isEmpty() && form.find("MaxResults").isPresent()) {
      throw AwsFault.bad(
          "InvalidParameterCombination",
          "The parameter instancesSet cannot be used with the parameter maxResults");
    }
    var filters = form.structures("Filter").stream().map(Filter::of).toList();
    var size = form.number("MaxResults", WHOLE_LIST, 5, WHOLE_LIST);
    var matching =
        (ids.isEmpty() ? instances.all() : instances.find(ids))
            .stream()
                .filter(one -> filters.stream().allMatch(filter -> matches(filter, one)))
                .toList();
    var token = form.find("NextToken").orElse("");
    var page = Page.of(matching, Instance::sortKey, size, token, InstanceTypes.token());
    var result = JsonNodeFactory.instance.objectNode();
    result.set("reservationSet", reservations(page.items()));
    page.nextToken().ifPresent(next -> result.put("nextToken", next));
    return result;
  }

  private boolean matches(Filter filter, Instance instance) {
    return filter.matchesInstance(instance.shown(instances.stateOf(instance)));
  }

  private JsonNode reservations(List<Instance> shown) {
    var reservations = JsonNodeFactory.instance.arrayNode();
    var members = new HashMap<String, ArrayNode>();
    for (var instance : shown) {
      members
          .computeIfAbsent(
              instance.facts().path("reservationId").asText(),
              id ->
                  reservations
                      .addObject()
                      .put("reservationId", id)
                      .put("ownerId", Account.ID)
                      .putArray("instancesSet"))
          .add(instance.shown(instances.stateOf(instance)));
    }
    return reservations;
  }

  private ObjectNode terminate(QueryForm form) throws IOException {
    var ids = ids(form);
    if (ids.isEmpty()) {
      form.need("InstanceId");
    }
    var known = instances.find(ids);
    DryRun.stop(form);
    var before = known.stream().map(instances::stateOf).toList();
    instances.end(ids);
    var result = JsonNodeFactory.instance.objectNode();
    var changes = result.putArray("instancesSet");
    var after = instances.find(ids);
    for (var n = 0; n < after.size(); n++) {
      var change = changes.addObject().put("instanceId", after.get(n).id());
      change.set("currentState", instances.stateOf(after.get(n)).shown());
      change.set("previousState", before.get(n).shown());
    }
    return result;
  }

  private static List<String> ids(QueryForm form) {
    var ids = form.list("InstanceId");
    for (var id : ids) {
      if (!ID.matcher(id).matches()) {
        throw AwsFault.bad("InvalidInstanceID.Malformed", "Invalid id: \"%s\"".formatted(id));
      }
    }
    return ids;
  }
}
