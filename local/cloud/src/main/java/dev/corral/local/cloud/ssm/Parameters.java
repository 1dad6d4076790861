package dev.corral.local.cloud.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.Fixtures;
import dev.corral.local.cloud.aws.StateFile;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// The parameters by name, each with its last versions, on disk before anybody hears of them.
///
/// A version is kept as SSM shows it, without the ARN, which depends on who asks.
final class Parameters {
  /// How many versions of one parameter are kept.
  static final int HISTORY = 5;

  private static final int MOST = 1000;

  private final StateFile file;
  private final Clock clock;
  private final TreeMap<String, List<ObjectNode>> versions = new TreeMap<>();

  /// @param fixtures the parameters that exist from the beginning
  Parameters(StateFile file, Fixtures fixtures, Clock clock) throws IOException {
    this.file = file;
    this.clock = clock;
    for (var stored : file.read().properties()) {
      var history = new ArrayList<ObjectNode>();
      stored.getValue().forEach(version -> history.add(version.deepCopy()));
      versions.put(stored.getKey(), history);
    }
    for (var seed : fixtures.read("ssm/parameters.json")) {
      if (!versions.containsKey(seed.path("Name").asText())) {
        put(seed.deepCopy(), false);
      }
    }
  }

  /// The newest version, or the one that `name:version` names.
  synchronized Optional<ObjectNode> find(String nameAndVersion) {
    var colon = nameAndVersion.lastIndexOf(':');
    var name = colon < 0 ? nameAndVersion : nameAndVersion.substring(0, colon);
    var history = history(name);
    if (colon < 0 || history.isEmpty()) {
      return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
    }
    var version = nameAndVersion.substring(colon + 1);
    return Optional.of(
        history.stream()
            .filter(one -> one.path("Version").asText().equals(version))
            .findFirst()
            .orElseThrow(() -> noVersion(name, version)));
  }

  /// Oldest first; empty for a parameter that does not exist.
  synchronized List<ObjectNode> history(String name) {
    return List.copyOf(versions.getOrDefault(name, List.of()));
  }

  /// Directly below a path, or anywhere below it.
  synchronized List<ObjectNode> below(String path, boolean recursive) {
    var prefix = path.endsWith("/") ? path : path + "/";
    return new TreeSet<>(versions.keySet())
        .stream()
            .filter(name -> name.startsWith(prefix))
            .filter(name -> recursive || name.indexOf('/', prefix.length()) < 0)
            .map(name -> history(name).getLast())
            .toList();
  }

  /// The number of the version that was written.
  synchronized int put(ObjectNode parameter, boolean overwrite) throws IOException {
    var name = parameter.path("Name").asText();
    var before = history(name);
    if (!before.isEmpty() && !overwrite) {
      throw AwsFault.bad(
          "ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.");
    }
    if (before.isEmpty() && versions.size() >= MOST) {
      throw AwsFault.bad("ParameterLimitExceeded", "This stand-in keeps at most 1000 parameters.");
    }
    var version = before.isEmpty() ? 1 : before.getLast().path("Version").asInt() + 1;
    parameter.put("Version", version);
    parameter.put("LastModifiedDate", clock.instant().toEpochMilli() / 1000.0);
    keep(name, before, parameter);
    return version;
  }

  private void keep(String name, List<ObjectNode> before, ObjectNode latest) throws IOException {
    var history = new ArrayList<>(before);
    history.add(latest);
    var changed = new TreeMap<>(versions);
    changed.put(name, history.subList(Math.max(0, history.size() - HISTORY), history.size()));
    var document = JsonNodeFactory.instance.objectNode();
    changed.forEach((key, kept) -> document.putArray(key).addAll(List.<JsonNode>copyOf(kept)));
    file.write(document);
    versions.put(name, List.copyOf(changed.getOrDefault(name, List.of())));
  }

  private static AwsFault noVersion(String name, String version) {
    return AwsFault.bad(
        "ParameterVersionNotFound",
        "Systems Manager could not find version %s of %s. Verify the version and try again."
            .formatted(version, name));
  }
}
