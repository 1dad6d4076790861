package dev.corral.local.cloud.ec2;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.StateFile;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every instance of the account, on disk before anybody hears of it.
final class Instances {
  /// Decides what starts, with nobody else starting or ending anything meanwhile.
  interface Launch {
    List<Instance> decide() throws IOException;
  }

  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST = 500;

  private final StateFile file;
  private final Clock clock;
  private final Delays delays;
  private final Map<String, Instance> instances = new LinkedHashMap<>();

  Instances(StateFile file, Clock clock, Delays delays) throws IOException {
    this.file = file;
    this.clock = clock;
    this.delays = delays;
    for (var stored : file.read().path("instances")) {
      var instance = Instance.ofStored(stored);
      instances.put(instance.id(), instance);
    }
  }

  Instant now() {
    return clock.instant();
  }

  InstanceState stateOf(Instance instance) {
    return instance.state(clock.instant(), delays);
  }

  /// Running and recently ended ones, as EC2 shows both.
  synchronized List<Instance> all() {
    var forgotten = clock.instant().minus(REMEMBERED);
    instances
        .values()
        .removeIf(one -> one.ended().filter(at -> at.isBefore(forgotten)).isPresent());
    return List.copyOf(instances.values());
  }

  /// Adds what `launch` decides while nobody else can start or end anything.
  synchronized List<Instance> add(Launch launch) throws IOException {
    var added = launch.decide();
    if (all().size() + added.size() > MOST) {
      throw AwsFault.bad("InstanceLimitExceeded", "This stand-in keeps at most 500 instances.");
    }
    var changed = new LinkedHashMap<>(instances);
    added.forEach(instance -> changed.put(instance.id(), instance));
    replace(changed);
    return added;
  }

  /// Ends all of them or, when one is unknown, none.
  synchronized List<Instance> end(Collection<String> ids) throws IOException {
    var ended = new ArrayList<Instance>();
    var changed = new LinkedHashMap<>(instances);
    for (var before : find(ids)) {
      ended.add(before);
      changed.put(before.id(), before.end(clock.instant()));
    }
    replace(changed);
    return ended;
  }

  /// Those instances, or EC2's fault for unknown ones.
  synchronized List<Instance> find(Collection<String> ids) {
    var known = all().stream().filter(instance -> ids.contains(instance.id())).toList();
    var missing = ids.stream().filter(id -> !instances.containsKey(id)).toList();
    if (missing.isEmpty()) {
      return known;
    }
    var text = missing.size() == 1 ? "ID '%s' does" : "IDs '%s' do";
    throw AwsFault.bad(
        "InvalidInstanceID.NotFound",
        ("The instance " + text + " not exist").formatted(String.join(", ", missing)));
  }

  private void replace(Map<String, Instance> changed) throws IOException {
    var document = JsonNodeFactory.instance.objectNode();
    var stored = document.putArray("instances");
    changed.values().forEach(instance -> stored.add(instance.stored()));
    file.write(document);
    instances.clear();
    instances.putAll(changed);
  }
}
