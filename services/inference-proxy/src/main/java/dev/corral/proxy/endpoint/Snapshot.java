package dev.corral.proxy.endpoint;

import dev.corral.proxy.endpoint.ModelEntry.Naming;
import dev.corral.proxy.endpoint.ModelEntry.Sharing;
import dev.corral.proxy.endpoint.ModelEntry.Traits;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// All models at one moment. Never changes; the table replaces it as a whole.
public final class Snapshot {
  /// Before anything was read.
  public static final Snapshot EMPTY = new Snapshot(new TreeMap<>());

  private static final String LATEST = ":latest";
  private static final Pattern QUOTED = Pattern.compile("\"([^\"\\\\]+)\"");
  private static final Set<String> GOING =
      Set.of("draining", "idle", "failed", "terminating", "terminated");

  private final Map<String, ModelEntry> byName;
  private final Map<String, ModelEntry> byAlias;

  private Snapshot(TreeMap<String, ModelEntry> byName) {
    this.byName = byName;
    this.byAlias = new HashMap<>();
    byName.values().forEach(this::addAliases);
  }

  private void addAliases(ModelEntry model) {
    model.naming().aliases().forEach(alias -> byAlias.putIfAbsent(alias, model));
  }

  /// Reads the cluster contract.
  public static Snapshot of(Collection<ServiceView> services, Collection<SliceView> slices) {
    TreeMap<String, ModelEntry> models = new TreeMap<>();
    for (ServiceView service : services) {
      String model = service.labels().getOrDefault("corral.dev/model", "");
      if (!model.isEmpty() && service.name().equals("model-" + model)) {
        models.put(model, entry(model, service, slices));
      }
    }
    return new Snapshot(models);
  }

  private static ModelEntry entry(String name, ServiceView service, Collection<SliceView> slices) {
    Map<String, String> notes = service.annotations();
    return new ModelEntry(
        name,
        new Naming(
            notes.getOrDefault("corral.dev/uid", ""),
            notes.getOrDefault("corral.dev/served-name", name),
            listed(notes.getOrDefault("corral.dev/aliases", "")),
            names(notes.getOrDefault("corral.dev/adapters", "[]"))),
        new Sharing(
            notes.getOrDefault("corral.dev/owner", ""),
            listed(notes.getOrDefault("corral.dev/shared-with", ""))),
        new Traits(
            service.labels().getOrDefault("corral.dev/engine", "ollama"),
            notes.getOrDefault("corral.dev/dialect", "ollama"),
            notes.getOrDefault("corral.dev/state", "idle"),
            number(notes.getOrDefault("corral.dev/context-length", "0")),
            service.createdAt(),
            IdleTimeout.of(notes.getOrDefault("corral.dev/idle-timeout", ""))),
        upstream(service, slices));
  }

  private static Upstream upstream(ServiceView service, Collection<SliceView> slices) {
    Map<String, String> notes = service.annotations();
    String bedrock = notes.getOrDefault("corral.dev/bedrock-id", "");
    if (!bedrock.isEmpty()) {
      return new Upstream.Bedrock(bedrock);
    }
    String url = notes.getOrDefault("corral.dev/upstream-url", "");
    if (!url.isEmpty()) {
      return new Upstream.External(url, notes.getOrDefault("corral.dev/upstream-auth", ""));
    }
    return new Upstream.Pods(isGoing(notes) ? List.of() : replicas(service, slices));
  }

  /// A model on its way out takes nothing new, though its last pods may still say that they are
  /// ready.
  private static boolean isGoing(Map<String, String> notes) {
    return GOING.contains(notes.getOrDefault("corral.dev/state", ""));
  }

  private static List<Replica> replicas(ServiceView service, Collection<SliceView> slices) {
    return slices.stream()
        .filter(slice -> slice.service().equals(service.name()))
        .flatMap(slice -> slice.ready().stream())
        .distinct()
        .toList();
  }

  private static Set<String> listed(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// The strings of a JSON array; the names are DNS labels, so nothing in them is escaped.
  private static Set<String> names(String array) {
    return QUOTED
        .matcher(array)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  /// The model that a caller means: its name, an alias, `<model>__<adapter>`, or each with Ollama's
  /// `:latest`.
  public Optional<ModelEntry> find(String wanted) {
    String plain =
        wanted.endsWith(LATEST) ? wanted.substring(0, wanted.length() - LATEST.length()) : wanted;
    ModelEntry named = byName.getOrDefault(wanted, byName.get(plain));
    return Optional.ofNullable(named)
        .or(() -> Optional.ofNullable(byAlias.getOrDefault(wanted, byAlias.get(plain))))
        .or(() -> adapted(plain));
  }

  /// An adapter that a ready replica lacks does not exist.
  private Optional<ModelEntry> adapted(String wanted) {
    int between = wanted.indexOf(ModelEntry.ADAPTER);
    if (between < 0) {
      return Optional.empty();
    }
    String adapter = wanted.substring(between + ModelEntry.ADAPTER.length());
    return Optional.ofNullable(byName.get(wanted.substring(0, between)))
        .filter(model -> model.naming().adapters().contains(adapter))
        .map(model -> model.with(adapter));
  }

  /// The names of all models.
  public Set<String> names() {
    return Set.copyOf(byName.keySet());
  }

  /// The names of the models that a request could be sent to now.
  public Set<String> routable() {
    return byName.values().stream()
        .filter(ModelEntry::ready)
        .map(ModelEntry::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Every model, by name.
  public Collection<ModelEntry> all() {
    return byName.values();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Snapshot snapshot && byName.equals(snapshot.byName);
  }

  @Override
  public int hashCode() {
    return byName.hashCode();
  }
}
