package dev.corral.local.kubernetes.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.patch.BuiltinShape;
import dev.corral.local.kubernetes.status.RequestFailed;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Merging, ownership and conflicts of server-side apply.
class ServerSideApplyTest {
  private static final Owner ONE = new Owner("one", true, "v1", "");
  private static final Owner TWO = new Owner("two", true, "v1", "");

  private static ObjectNode tree(String yaml) {
    try {
      return (ObjectNode) Json.parseYaml(yaml.getBytes()).getFirst();
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ObjectNode apply(ObjectNode live, String config, Owner owner, boolean force) {
    return ServerSideApply.apply(
        live, tree(config), BuiltinShape.root(), owner, new ServerSideApply.Terms(force, "now"));
  }

  @Test
  void containersMergeByNameAndPortsByNumberAndProtocol() {
    ObjectNode live =
        apply(
            Json.object(),
            "spec: {containers: [{name: a, image: a1, ports: [{containerPort: 1}]}]}",
            ONE,
            false);
    ObjectNode next =
        apply(
            live,
            "spec: {containers: [{name: b, image: b1}, {name: a, ports: [{containerPort: 1, protocol: TCP, name: x}]}]}",
            TWO,
            false);
    assertEquals(2, next.path("spec").path("containers").size());
    assertEquals("a1", next.at("/spec/containers/0/image").asText());
    assertEquals(1, next.at("/spec/containers/0/ports").size());
    assertEquals("x", next.at("/spec/containers/0/ports/0/name").asText());
  }

  @Test
  void whatIsNoLongerAppliedGoesUnlessSomebodyElseOwnsIt() {
    ObjectNode live = apply(Json.object(), "data: {a: '1', b: '1'}", ONE, false);
    live = apply(live, "data: {b: '1'}", TWO, false);
    ObjectNode next = apply(live, "data: {c: '1'}", ONE, false);
    assertEquals(tree("{b: '1', c: '1'}"), next.path("data"));
    assertEquals(tree("{c: '1'}"), apply(next, "kind: ConfigMap", TWO, false).path("data"));
  }

  @Test
  void anItemInWhichAnotherOwnsAFieldStays() {
    ObjectNode live =
        apply(Json.object(), "spec: {containers: [{name: a, image: a1}]}", ONE, false);
    live = apply(live, "spec: {containers: [{name: a, command: [x]}]}", TWO, false);
    ObjectNode next = apply(live, "spec: {replicas: 1}", ONE, false);
    assertEquals(tree("{name: a, command: [x]}"), next.at("/spec/containers/0"));
  }

  @Test
  void anEqualValueIsSharedAndADifferentOneConflicts() {
    ObjectNode live = apply(Json.object(), "spec: {replicas: 1}", ONE, false);
    live = apply(live, "spec: {replicas: 1}", TWO, false);
    ObjectNode shared = live;
    RequestFailed refused =
        assertThrows(RequestFailed.class, () -> apply(shared, "spec: {replicas: 2}", ONE, false));
    assertEquals(".spec.replicas", refused.causes().getFirst().field());
    ObjectNode forced = apply(shared, "spec: {replicas: 2}", ONE, true);
    assertTrue(ManagedFields.of(forced).of(TWO).isEmpty());
  }

  @Test
  void anUpdateTakesOwnershipOfWhatItChanges() {
    ObjectNode live = apply(Json.object(), "spec: {replicas: 1, paused: true}", ONE, false);
    ObjectNode scaled = live.deepCopy();
    Json.at(scaled, "spec").put("replicas", 5);
    ManagedFields.recordUpdate(
        live, scaled, BuiltinShape.root(), new Owner("kubectl", false, "v1", ""), "later");
    assertThrows(
        RequestFailed.class, () -> apply(scaled, "spec: {replicas: 1, paused: true}", ONE, false));
    assertEquals(5, apply(scaled, "spec: {paused: true}", ONE, false).at("/spec/replicas").asInt());
  }

  @Test
  void aFieldSetSurvivesItsJson() {
    FieldSet set =
        FieldSet.of(
            tree(
                "{metadata: {finalizers: [a/b], labels: {x: y}}, spec: {containers: [{name: a, ports: [{containerPort: 1}]}]}}"),
            BuiltinShape.root());
    assertEquals(set, FieldSet.parse(set.toJson()));
  }
}
