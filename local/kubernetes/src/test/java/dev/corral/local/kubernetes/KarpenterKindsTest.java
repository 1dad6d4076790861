package dev.corral.local.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// The real definitions of Karpenter, with every rule in them: a rule that does not compile keeps
/// the server from starting.
class KarpenterKindsTest extends ClusterTest {
  private static final String NODE_CLASS =
      """
      {"apiVersion":"karpenter.k8s.aws/v1","kind":"EC2NodeClass","metadata":{"name":"%s"},"spec":{
       "amiFamily":"%s","amiSelectorTerms":[{"%s":"%s"}],%s
       "subnetSelectorTerms":[{"tags":{"karpenter.sh/discovery":"corral"}}],
       "securityGroupSelectorTerms":[{"tags":{"karpenter.sh/discovery":"corral"}}]}}\
      """;
  private static final String NODE_POOL =
      """
      {"apiVersion":"karpenter.sh/v1","kind":"NodePool","metadata":{"name":"%s"},"spec":{"weight":50,
       "template":{"metadata":{"labels":{"%s":"small"}},"spec":{
        "nodeClassRef":{"group":"karpenter.k8s.aws","kind":"EC2NodeClass","name":"corral-small"},
        "requirements":[{"key":"node.kubernetes.io/instance-type","operator":"In","values":[%s]}]}},
       "limits":{"nodes":2,"nvidia.com/gpu":"2"}%s}}\
      """;

  private static String post(String group, String plural, String body) throws Exception {
    var reply =
        cluster.send("POST", "/apis/%s/v1/%s".formatted(group, plural), "application/json", body);
    return reply.statusCode() + " " + reply.body();
  }

  private static String nodeClass(String name, String family, String term, String ami, String role)
      throws Exception {
    return post(
        "karpenter.k8s.aws", "ec2nodeclasses", NODE_CLASS.formatted(name, family, term, ami, role));
  }

  private static String nodePool(String name, String label, String types, String rest)
      throws Exception {
    return post("karpenter.sh", "nodepools", NODE_POOL.formatted(name, label, types, rest));
  }

  private static void assertRefused(String why, String answer) {
    assertTrue(answer.startsWith("422") && answer.contains(why), answer);
  }

  @Test
  void aNodeClassIsCheckedByItsRules() throws Exception {
    String profile = "\"instanceProfile\":\"gpu\",";
    String good = nodeClass("good", "AL2023", "ssmParameter", "/corral/ami", profile);
    assertTrue(good.startsWith("201") && good.contains("\"httpTokens\":\"required\""), good);
    assertTrue(nodeClass("al", "AL2023", "alias", "al2023@latest", profile).startsWith("201"));
    assertRefused(
        "must specify exactly one of ['role', 'instanceProfile']",
        nodeClass("none", "AL2023", "ssmParameter", "/corral/ami", ""));
    assertRefused(
        "when using an AL2023 alias",
        nodeClass("family", "AL2", "alias", "al2023@latest", profile));
  }

  @Test
  void aNodePoolIsCheckedByItsRules() throws Exception {
    String good = nodePool("good", "corral.dev/pool", "\"g6.xlarge\"", "");
    assertTrue(good.startsWith("201") && good.contains("\"expireAfter\":\"720h\""), good);
    assertRefused("is restricted", nodePool("a", "karpenter.sh/nodepool", "\"g6.xlarge\"", ""));
    assertRefused("is restricted", nodePool("b", "karpenter.k8s.aws/own", "\"g6.xlarge\"", ""));
    assertRefused("must have a value defined", nodePool("c", "corral.dev/pool", "", ""));
    assertRefused(
        "static NodePools", nodePool("d", "corral.dev/pool", "\"g6.xlarge\"", ",\"replicas\":1"));
    var moved =
        cluster.send(
            "PATCH",
            "/apis/karpenter.sh/v1/nodepools/good",
            "application/merge-patch+json",
            "{\"spec\":{\"template\":{\"spec\":{\"nodeClassRef\":{\"group\":\"other\"}}}}}");
    assertEquals(422, moved.statusCode(), moved.body());
  }

  @Test
  void theSpecOfANodeClaimIsFixed() throws Exception {
    String made =
        post(
            "karpenter.sh",
            "nodeclaims",
            """
            {"apiVersion":"karpenter.sh/v1","kind":"NodeClaim","metadata":{"name":"c"},"spec":{
             "nodeClassRef":{"group":"karpenter.k8s.aws","kind":"EC2NodeClass","name":"n"},
             "requirements":[{"key":"karpenter.sh/capacity-type","operator":"In","values":["spot"]}]}}\
            """);
    assertTrue(made.startsWith("201"), made);
    var changed =
        cluster.send(
            "PATCH",
            "/apis/karpenter.sh/v1/nodeclaims/c",
            "application/merge-patch+json",
            "{\"spec\":{\"expireAfter\":\"1h\"}}");
    assertEquals(422, changed.statusCode(), changed.body());
    assertTrue(changed.body().contains("spec is immutable"), changed.body());
  }
}
