package dev.corral.local.cloud.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.Fixtures;
import dev.corral.local.cloud.aws.Page;
import dev.corral.local.cloud.aws.RestInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One List operation over a recorded answer.
///
/// @param fixture the file below the region's folder
/// @param member of the answer that holds the list
/// @param key the member of an item that names it and no other
/// @param filters by query parameter: the member that must equal it, or contain it
record Listing(String fixture, String member, String key, Map<String, String> filters) {
  private static final int MOST = 1000;
  private static final String CONTAINS = "nameContains";

  /// The page that was asked for.
  Optional<ObjectNode> answer(Fixtures fixtures, RestInput input) throws IOException {
    var known = new HashSet<>(filters.keySet());
    known.addAll(Set.of("maxResults", "nextToken"));
    input.allowOnly(known);
    var items = new ArrayList<JsonNode>();
    for (var item : all(fixtures, input.region())) {
      if (filters.keySet().stream().allMatch(name -> keeps(name, input.parameter(name), item))) {
        items.add(item);
      }
    }
    var page =
        Page.of(
            items,
            item -> item.path(key).asText(),
            input.size("maxResults", MOST, MOST),
            input.parameter("nextToken"),
            AwsFault.bad("ValidationException", "The nextToken is not valid."));
    var result = JsonNodeFactory.instance.objectNode();
    result.putArray(member).addAll(page.items());
    page.nextToken().ifPresent(next -> result.put("nextToken", next));
    return Optional.of(result);
  }

  /// Everything there is in a region; nothing where nothing was recorded.
  List<JsonNode> all(Fixtures fixtures, String region) throws IOException {
    var items = new ArrayList<JsonNode>();
    fixtures.read("bedrock/" + region + "/" + fixture).path(member).forEach(items::add);
    return items;
  }

  private boolean keeps(String filter, String wanted, JsonNode item) {
    if (wanted.isEmpty()) {
      return true;
    }
    var value = item.path(filters.getOrDefault(filter, filter));
    if (filter.equals(CONTAINS)) {
      return value.asText().contains(wanted);
    }
    if (value.isArray()) {
      for (var one : value) {
        if (one.asText().equals(wanted)) {
          return true;
        }
      }
      return false;
    }
    return value.asText().equalsIgnoreCase(wanted);
  }
}
