package dev.corral.local.kubernetes.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.store.Journal;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.ObjectStore;
import dev.corral.local.kubernetes.store.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The steps of a rolling update.
class RolloutTest {
  @TempDir Path directory;

  private static StoredObject set(ObjectStore store, String name, int replicas, int available) {
    return store.put(
        new ObjectKey("apps/replicasets", "d", name),
        Json.object(
            "spec",
            Json.object("replicas", replicas),
            "status",
            Json.object("availableReplicas", available)));
  }

  private static StoredObject deployment(
      ObjectStore store, int replicas, Object surge, Object unavailable) {
    var limits = Json.object("maxSurge", surge, "maxUnavailable", unavailable);
    return store.put(
        new ObjectKey("apps/deployments", "d", "d"),
        Json.object(
            "spec",
            Json.object("replicas", replicas, "strategy", Json.object("rollingUpdate", limits))));
  }

  @Test
  void withNothingOldTheNewSetGetsEverything() throws IOException {
    try (ObjectStore store = ObjectStore.open(Journal.open(directory))) {
      assertEquals(
          5,
          Rollout.of(deployment(store, 5, "25%", "25%"), set(store, "new", 0, 0), List.of())
              .current());
    }
  }

  @Test
  void oneReplicaIsReplacedWithoutAGap() throws IOException {
    try (ObjectStore store = ObjectStore.open(Journal.open(directory))) {
      StoredObject old = set(store, "old", 1, 1);
      StoredObject deployment = deployment(store, 1, "25%", "25%");
      Rollout first = Rollout.of(deployment, set(store, "new", 0, 0), List.of(old));
      assertEquals(1, first.current());
      assertEquals(1, first.old().get(old));
      assertEquals(0, Rollout.of(deployment, set(store, "new", 1, 1), List.of(old)).old().get(old));
    }
  }

  @Test
  void itAlwaysStaysWithinTheLimitsAndEnds() throws IOException {
    try (ObjectStore store = ObjectStore.open(Journal.open(directory))) {
      StoredObject deployment = deployment(store, 8, 2, 1);
      StoredObject old = set(store, "old", 8, 8);
      StoredObject fresh = set(store, "new", 0, 0);
      int steps = 0;
      while ((old.at("spec", "replicas").asInt() > 0 || fresh.at("spec", "replicas").asInt() < 8)
          && steps++ < 50) {
        Rollout next = Rollout.of(deployment, fresh, List.of(old));
        int left = next.old().getOrDefault(old, 0);
        assertTrue(left + next.current() <= 10, "surge");
        assertTrue(left + fresh.at("status", "availableReplicas").asInt() >= 7, "availability");
        old = set(store, "old", left, left);
        fresh = set(store, "new", next.current(), next.current());
      }
      assertEquals(8, fresh.at("spec", "replicas").asInt());
      assertEquals(0, old.at("spec", "replicas").asInt());
    }
  }
}
