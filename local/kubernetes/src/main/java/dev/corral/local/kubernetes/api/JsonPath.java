package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The simple JSONPath of printer columns: names, indexes, wildcards and equality filters.
final class JsonPath {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.(?<name>(?:[^.\\[\\\\]|\\\\.)+)"
              + "|\\['(?<quoted>[^']+)'\\]"
              + "|\\[(?<index>\\d+)\\]"
              + "|(?<all>\\[\\*\\]|\\.\\*)"
              + "|\\[\\?\\(@\\.(?<key>[\\w.]+)\\s*==\\s*[\"'](?<value>[^\"']*)[\"']\\)\\]");

  private JsonPath() {}

  /// The values found; none when the path leads nowhere.
  static List<JsonNode> find(JsonNode root, String path) {
    List<JsonNode> found = List.of(root);
    Matcher step = STEP.matcher(path.replaceAll("^\\{|\\}$", ""));
    while (step.find()) {
      List<JsonNode> next = new ArrayList<>();
      found.forEach(node -> follow(node, step, next));
      found = next;
    }
    return found.stream().filter(node -> !node.isMissingNode() && !node.isNull()).toList();
  }

  private static void follow(JsonNode node, Matcher step, List<JsonNode> next) {
    if (step.group("name") != null) {
      next.add(node.path(step.group("name").replace("\\", "")));
    } else if (step.group("quoted") != null) {
      next.add(node.path(step.group("quoted")));
    } else if (step.group("index") != null) {
      next.add(node.path(Integer.parseInt(step.group("index"))));
    } else if (step.group("all") != null) {
      node.forEach(next::add);
    } else {
      node.forEach(item -> keep(item, step.group("key"), step.group("value"), next));
    }
  }

  private static void keep(JsonNode item, String key, String value, List<JsonNode> next) {
    JsonNode node = item;
    for (String name : key.split("\\.")) {
      node = node.path(name);
    }
    if (node.asText().equals(value)) {
      next.add(item);
    }
  }
}
