package dev.corral.local.kubernetes.kind;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The kinds served right now.
public final class Kinds {
  private static final Map<Address, ResourceType> BUILTIN = builtin();
  private volatile Map<Address, ResourceType> types = BUILTIN;

  private record Address(GroupVersion version, String plural) {}

  private static Map<Address, ResourceType> builtin() {
    Map<Address, ResourceType> map = new LinkedHashMap<>();
    BuiltinKinds.all().forEach(type -> map.put(addressOf(type), type));
    return map;
  }

  private static Address addressOf(ResourceType type) {
    return new Address(type.version(), type.names().plural());
  }

  /// All kinds, built-in ones first.
  public Collection<ResourceType> all() {
    return types.values();
  }

  public Optional<ResourceType> find(GroupVersion version, String plural) {
    return Optional.ofNullable(types.get(new Address(version, plural)));
  }

  /// A built-in kind by group and plural, e.g. `apps/deployments` or `/pods`.
  public ResourceType builtin(String storage) {
    return BUILTIN.values().stream().filter(type -> type.is(storage)).findFirst().orElseThrow();
  }

  /// Some served version of the kind that is kept under this name.
  public Optional<ResourceType> stored(String storage) {
    return all().stream().filter(type -> type.is(storage)).findFirst();
  }

  public Optional<ResourceType> byKind(GroupVersion version, String kind) {
    return all().stream()
        .filter(t -> t.version().equals(version) && t.kind().equals(kind))
        .findFirst();
  }

  /// Whether a plural of a group belongs to somebody other than this definition.
  public boolean takenByOther(String group, String plural, String definition) {
    return all().stream()
        .filter(type -> type.group().equals(group) && type.names().plural().equals(plural))
        .anyMatch(type ->
            type.custom().map(custom -> !custom.definition().equals(definition)).orElse(true));
  }

  /// Serves these kinds for a definition in place of those it added before.
  public synchronized void define(String definition, List<ResourceType> replacements) {
    Map<Address, ResourceType> next = new LinkedHashMap<>();
    types.forEach((address, type) -> {
      if (type.custom().map(custom -> !custom.definition().equals(definition)).orElse(true)) {
        next.put(address, type);
      }
    });
    replacements.forEach(type -> next.put(addressOf(type), type));
    types = next;
  }

  /// The versions of a group, in order of definition.
  public List<String> versionsOf(String group) {
    List<String> versions = new ArrayList<>();
    for (ResourceType type : all()) {
      if (type.group().equals(group) && !versions.contains(type.version().version())) {
        versions.add(type.version().version());
      }
    }
    return versions;
  }

  /// The named groups, in order of definition.
  public List<String> groups() {
    return all().stream()
        .map(ResourceType::group)
        .filter(group -> !group.isEmpty())
        .distinct()
        .toList();
  }
}
