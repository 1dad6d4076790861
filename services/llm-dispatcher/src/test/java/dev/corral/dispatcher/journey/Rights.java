package dev.corral.dispatcher.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the rules in `rbac.yaml` allow, and what calls asked for, one line each: `verb
/// resource.group@namespace`.
final class Rights {
  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api/v1|apis/(?<group>[^/]+)/[^/]+)(?:/namespaces/(?<ns>[^/]+)(?=/))?"
              + "/(?<plural>[a-z0-9]+)(?:/(?<name>[^/]+))?(?:/(?<sub>[^/]+))?");

  private Rights() {}

  /// Every single right that the file grants.
  static Set<String> granted(Path file) throws IOException {
    var all = new TreeSet<String>();
    var mapper = new YAMLMapper();
    try (MappingIterator<JsonNode> documents =
        mapper.readerFor(JsonNode.class).readValues(file.toFile())) {
      while (documents.hasNext()) {
        JsonNode role = documents.next();
        if (role.path("kind").asText().endsWith("Role")) {
          String where = role.at("/metadata/namespace").asText("*");
          role.path("rules").forEach(rule -> add(all, rule, where));
        }
      }
    }
    return all;
  }

  private static void add(Set<String> all, JsonNode rule, String where) {
    for (JsonNode group : rule.path("apiGroups")) {
      for (JsonNode resource : rule.path("resources")) {
        for (JsonNode verb : rule.path("verbs")) {
          all.add(line(verb.asText(), resource.asText(), group.asText(), where));
        }
      }
    }
  }

  /// Every single right that these calls needed.
  static Set<String> needed(Collection<ClusterProxy.Call> calls) {
    var all = new TreeSet<String>();
    calls.forEach(call -> need(call).ifPresent(all::add));
    return all;
  }

  private static Optional<String> need(ClusterProxy.Call call) {
    Matcher path = PATH.matcher(call.path());
    if (!path.matches()) {
      return Optional.empty(); // Discovery is open to everybody.
    }
    String sub = path.group("sub");
    String resource = path.group("plural") + (sub == null ? "" : "/" + sub);
    String group = path.group("group") == null ? "" : path.group("group");
    String where = path.group("ns") == null ? "*" : path.group("ns");
    return Optional.of(line(verb(call, path.group("name") != null), resource, group, where));
  }

  private static String verb(ClusterProxy.Call call, boolean named) {
    return switch (call.method()) {
      case "GET" -> named ? "get" : call.query().contains("watch=") ? "watch" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> named ? "delete" : "deletecollection";
      default -> call.method();
    };
  }

  private static String line(String verb, String resource, String group, String where) {
    return verb + " " + resource + (group.isEmpty() ? "" : "." + group) + "@" + where;
  }

  /// The lines that are not among the others.
  static List<String> without(Set<String> lines, Set<String> others) {
    return lines.stream().filter(line -> !others.contains(line)).toList();
  }
}
