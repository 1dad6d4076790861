package dev.corral.proxy.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The cluster contract as the proxy reads it.
class SnapshotTest {

  @Test
  void aModelIsAServiceWithItsReadyEndpoints() {
    Snapshot snapshot = Snapshot.of(List.of(ClusterView.service(service("tiny"))), slices());
    ModelEntry tiny = snapshot.find("tiny").orElseThrow();
    assertEquals(
        List.of(new Replica("127.0.0.1", 8180), new Replica("127.0.0.1", 8181)), tiny.replicas());
    assertEquals("alice", tiny.sharing().owner());
    assertEquals(Set.of("team-a", "team-b"), tiny.sharing().groups());
    assertEquals(2048, tiny.traits().contextLength());
    assertEquals("ollama", tiny.traits().dialect());
  }

  @Test
  void itIsFoundByNameAndAliasAndWithLatest() {
    Snapshot snapshot = Snapshot.of(List.of(ClusterView.service(service("tiny"))), slices());
    for (String name : List.of("tiny", "tiny:latest", "small", "small:latest")) {
      assertEquals("tiny", snapshot.find(name).orElseThrow().name());
    }
    for (String name : List.of("", "TINY", "../tiny", "tiny/", "ollama/http://evil/x", ":latest")) {
      assertEquals(Optional.empty(), snapshot.find(name));
    }
  }

  @Test
  void anAdapterIsFoundBehindItsModelWhenEveryReplicaHasIt() {
    Service with =
        service("tiny")
            .edit()
            .editMetadata()
            .addToAnnotations("corral.dev/adapters", "[\"polite\",\"a--b\"]")
            .endMetadata()
            .build();
    Snapshot snapshot = Snapshot.of(List.of(ClusterView.service(with)), slices());
    ModelEntry polite = snapshot.find("tiny__polite").orElseThrow();
    assertEquals("tiny", polite.name());
    assertEquals("polite", polite.naming().servedName());
    assertEquals(Optional.of("polite"), polite.naming().adapter());
    assertEquals("tiny__polite", polite.calledName());
    assertEquals(2, polite.replicas().size());
    assertEquals("a--b", snapshot.find("tiny__a--b:latest").orElseThrow().naming().servedName());
    for (String name :
        List.of(
            "tiny_polite",
            "tiny:polite",
            "tiny__",
            "__polite",
            "tiny__rude",
            "small__polite",
            "tiny__polite__polite",
            "polite",
            "tiny__../polite",
            "tiny__Polite")) {
      assertEquals(Optional.empty(), snapshot.find(name), name);
    }
  }

  @Test
  void aModelOnItsWayOutTakesNothingNew() {
    for (String state : List.of("idle", "failed", "terminating")) {
      Service going =
          service("tiny")
              .edit()
              .editMetadata()
              .addToAnnotations("corral.dev/state", state)
              .endMetadata()
              .build();
      Snapshot snapshot = Snapshot.of(List.of(ClusterView.service(going)), slices());
      assertEquals(List.of(), snapshot.find("tiny").orElseThrow().replicas(), state);
    }
  }

  @Test
  void aServiceThatOnlyClaimsToBeAModelIsNone() {
    Service odd = service("tiny").edit().editMetadata().withName("other").endMetadata().build();
    assertTrue(Snapshot.of(List.of(ClusterView.service(odd)), slices()).all().isEmpty());
  }

  @Test
  void listenersHearOnlyOfChanges() {
    EndpointTable table = new EndpointTable();
    List<Snapshot> heard = new ArrayList<>();
    table.onChange(heard::add);
    table.publish(Snapshot.of(List.of(ClusterView.service(service("tiny"))), slices()));
    table.publish(Snapshot.of(List.of(ClusterView.service(service("tiny"))), slices()));
    table.publish(Snapshot.of(List.of(ClusterView.service(service("tiny"))), List.of()));
    assertEquals(2, heard.size());
    assertTrue(table.isRead());
  }

  private static List<SliceView> slices() {
    return List.of(
            slice(8180, true, null),
            slice(8181, true, false),
            slice(8182, false, null),
            slice(8183, true, true))
        .stream()
        .map(ClusterView::slice)
        .toList();
  }

  private static Service service(String name) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("model-" + name)
        .withCreationTimestamp("2026-11-20T20:00:00Z")
        .withLabels(Map.of("corral.dev/model", name, "corral.dev/engine", "ollama"))
        .withAnnotations(
            Map.of(
                "corral.dev/owner", "alice",
                "corral.dev/shared-with", "team-a, team-b",
                "corral.dev/aliases", "small",
                "corral.dev/context-length", "2048",
                "corral.dev/dialect", "ollama"))
        .endMetadata()
        .build();
  }

  private static EndpointSlice slice(int port, boolean ready, @Nullable Boolean terminating) {
    return new EndpointSliceBuilder()
        .withNewMetadata()
        .withName("s" + port)
        .withLabels(Map.of("kubernetes.io/service-name", "model-tiny"))
        .endMetadata()
        .addNewEndpoint()
        .withAddresses("127.0.0.1")
        .withNewConditions()
        .withReady(ready)
        .withTerminating(terminating)
        .endConditions()
        .endEndpoint()
        .addNewPort()
        .withName("metrics")
        .withPort(9)
        .endPort()
        .addNewPort()
        .withName("http")
        .withPort(port)
        .endPort()
        .build();
  }
}
