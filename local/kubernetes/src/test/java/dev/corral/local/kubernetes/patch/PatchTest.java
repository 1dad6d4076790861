package dev.corral.local.kubernetes.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.status.RequestFailed;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// The three patch formats, with the directives clients send.
class PatchTest {
  private static ObjectNode tree(String yaml) {
    try {
      return (ObjectNode) Json.parseYaml(yaml.getBytes()).getFirst();
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ObjectNode strategic(String target, String patch) {
    return StrategicMerge.apply(tree(target), tree(patch), BuiltinShape.root());
  }

  @Test
  void strategicDeletesReplacesAndOrders() {
    String pod = "spec: {containers: [{name: a, image: a1}, {name: b, image: b1}]}";
    assertEquals(
        tree("spec: {containers: [{name: b, image: b1}]}"),
        strategic(pod, "spec: {containers: [{$patch: delete, name: a}]}"));
    assertEquals(
        tree("spec: {containers: [{name: c, image: c1}]}"),
        strategic(pod, "spec: {containers: [{$patch: replace}, {name: c, image: c1}]}"));
    assertEquals(
        tree("spec: {containers: [{name: b, image: b2}, {name: a, image: a1}]}"),
        strategic(
            pod,
            "spec: {$setElementOrder/containers: [{name: b}, {name: a}], containers: [{name: b, image: b2}]}"));
  }

  @Test
  void strategicTreatsFinalizersAsASetAndArgumentsAsAWhole() {
    assertEquals(
        tree("metadata: {finalizers: [a, b]}"),
        strategic("metadata: {finalizers: [a]}", "metadata: {finalizers: [b]}"));
    assertEquals(
        tree("metadata: {finalizers: [b]}"),
        strategic(
            "metadata: {finalizers: [a, b]}",
            "metadata: {$deleteFromPrimitiveList/finalizers: [a]}"));
    assertEquals(tree("x: {args: [z]}"), strategic("x: {args: [y]}", "x: {args: [z]}"));
    assertEquals(tree("x: {b: 2}"), strategic("x: {a: 1}", "x: {$retainKeys: [b], b: 2}"));
    assertEquals(tree("y: 1"), strategic("{x: 1, y: 1}", "x: null"));
  }

  @Test
  void mergePatchRemovesNulls() {
    assertEquals(
        tree("{a: {c: 1}, l: [2]}"),
        MergePatch.apply(tree("{a: {b: 1}, l: [1]}"), tree("{a: {b: null, c: 1}, l: [2]}")));
  }

  @Test
  void jsonPatchOperations() throws IOException {
    var patch =
        Json.parse(
            "[{\"op\":\"add\",\"path\":\"/l/-\",\"value\":2},{\"op\":\"move\",\"from\":\"/a\",\"path\":\"/b\"},{\"op\":\"remove\",\"path\":\"/l/0\"}]"
                .getBytes());
    assertEquals(tree("{l: [2], b: x}"), JsonPatch.apply(tree("{l: [1], a: x}"), patch));
    var missing = Json.parse("[{\"op\":\"remove\",\"path\":\"/nothing\"}]".getBytes());
    assertThrows(RequestFailed.class, () -> JsonPatch.apply(tree("a: 1"), missing));
  }
}
