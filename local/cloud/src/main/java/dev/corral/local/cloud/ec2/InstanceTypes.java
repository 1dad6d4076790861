package dev.corral.local.cloud.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.Fixtures;
import dev.corral.local.cloud.aws.Page;
import dev.corral.local.cloud.aws.QueryForm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The instance types that exist here: those that our price table knows.
final class InstanceTypes {
  private final Fixtures fixtures;

  InstanceTypes(Fixtures fixtures) {
    this.fixtures = fixtures;
  }

  Optional<JsonNode> find(String name) throws IOException {
    return all().stream().filter(type -> nameOf(type).equals(name)).findFirst();
  }

  /// DescribeInstanceTypes.
  ObjectNode describe(QueryForm form) throws IOException {
    var asked = form.list("InstanceType");
    var filters = form.structures("Filter").stream().map(Filter::of).toList();
    var size = form.number("MaxResults", 100, 5, 100);
    var matching = new ArrayList<JsonNode>();
    for (var type : asked.isEmpty() ? all() : named(asked)) {
      if (filters.stream().allMatch(filter -> filter.matchesType(type))) {
        matching.add(type);
      }
    }
    var page =
        Page.of(matching, InstanceTypes::nameOf, size, form.find("NextToken").orElse(""), token());
    var result = JsonNodeFactory.instance.objectNode();
    result.putArray("instanceTypeSet").addAll(page.items());
    page.nextToken().ifPresent(next -> result.put("nextToken", next));
    return result;
  }

  private List<JsonNode> named(Collection<String> names) throws IOException {
    var found = all().stream().filter(type -> names.contains(nameOf(type))).toList();
    var missing = new ArrayList<>(names);
    found.forEach(type -> missing.remove(nameOf(type)));
    if (missing.isEmpty()) {
      return found;
    }
    throw AwsFault.bad(
        "InvalidInstanceType",
        "The following supplied instance types do not exist: [%s]"
            .formatted(String.join(", ", missing)));
  }

  private List<JsonNode> all() throws IOException {
    var types = new ArrayList<JsonNode>();
    fixtures.read("ec2/instance-types.json").forEach(types::add);
    return types;
  }

  static AwsFault token() {
    return AwsFault.bad(
        "InvalidPaginationToken", "The specified pagination token is not valid or is expired.");
  }

  private static String nameOf(JsonNode type) {
    return type.path("instanceType").asText();
  }
}
