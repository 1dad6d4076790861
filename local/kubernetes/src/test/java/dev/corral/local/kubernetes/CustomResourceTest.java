package dev.corral.local.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import org.junit.jupiter.api.Test;

/// Custom resources: their schema, rules and subresources.
class CustomResourceTest extends ClusterTest {
  private static final ResourceDefinitionContext WIDGETS =
      new ResourceDefinitionContext.Builder()
          .withGroup("test.corral.dev")
          .withVersion("v1")
          .withKind("Widget")
          .withPlural("widgets")
          .withNamespaced(true)
          .build();

  private static String widgets(String rest) {
    return "/apis/test.corral.dev/v1/namespaces/default/widgets" + rest;
  }

  private static String widget(String name, String spec) {
    return "{\"apiVersion\":\"test.corral.dev/v1\",\"kind\":\"Widget\",\"metadata\":{\"name\":\""
        + name
        + "\"},\"spec\":"
        + spec
        + "}";
  }

  @Test
  void customResourcesAreDefaultedPrunedAndValidated() throws Exception {
    var created =
        cluster.send(
            "POST",
            widgets(""),
            "application/json",
            widget("good", "{\"colour\":\"red\",\"nonsense\":1}"));
    assertEquals(201, created.statusCode(), created.body());
    assertTrue(
        created.body().contains("\"replicas\":1") && !created.body().contains("nonsense\":1"),
        created.body());
    assertTrue(created.headers().firstValue("warning").orElse("").contains("spec.nonsense"));
    var strict =
        cluster.send(
            "POST",
            widgets("?fieldValidation=Strict"),
            "application/json",
            widget("strict", "{\"colour\":\"red\",\"nonsense\":1}"));
    assertEquals(400, strict.statusCode());
    assertTrue(strict.body().contains("unknown field \\\"spec.nonsense\\\""), strict.body());
    assertRefused("{\"colour\":\"blue\"}", "FieldValueNotSupported");
    assertRefused("{\"colour\":\"red\",\"code\":\"A1\"}", "should match");
    assertRefused("{\"colour\":\"red\",\"replicas\":11}", "less than or equal to 10");
    assertRefused("{}", "FieldValueRequired");
    assertRefused("{\"colour\":\"red\",\"replicas\":\"x\"}", "must be of type integer");
    assertRefused(
        "{\"colour\":\"red\",\"minReplicas\":6}", "minReplicas must not be above maxReplicas");
    assertRefused(
        "{\"colour\":\"red\",\"parts\":[{\"name\":\"a\"},{\"name\":\"a\"}]}",
        "FieldValueDuplicate");
  }

  private static void assertRefused(String spec, String why) throws Exception {
    var reply = cluster.send("POST", widgets(""), "application/json", widget("bad", spec));
    assertEquals(422, reply.statusCode(), reply.body());
    assertTrue(reply.body().contains(why), reply.body());
  }

  @Test
  void transitionRulesSeeTheOldValue() throws Exception {
    cluster.send("POST", widgets(""), "application/json", widget("fixed", "{\"colour\":\"red\"}"));
    var refused =
        cluster.send(
            "PATCH",
            widgets("/fixed"),
            "application/merge-patch+json",
            "{\"spec\":{\"colour\":\"green\"}}");
    assertEquals(422, refused.statusCode(), refused.body());
    assertTrue(refused.body().contains("colour cannot be changed"), refused.body());
    assertEquals(
        200,
        cluster
            .send(
                "PATCH",
                widgets("/fixed"),
                "application/merge-patch+json",
                "{\"spec\":{\"replicas\":2}}")
            .statusCode());
  }

  @Test
  void aDefinitionWithABadRuleIsRefused() throws Exception {
    var reply =
        cluster.send(
            "POST",
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
            "application/json",
            """
            {"metadata":{"name":"bads.test.corral.dev"},"spec":{"group":"test.corral.dev","scope":"Namespaced",
             "names":{"plural":"bads","kind":"Bad"},"versions":[{"name":"v1","served":true,"storage":true,
             "schema":{"openAPIV3Schema":{"type":"object","x-kubernetes-validations":[{"rule":"self.x <"}]}}}]}}\
            """);
    assertEquals(422, reply.statusCode(), reply.body());
  }

  @Test
  void statusAndSpecAreWrittenApart() throws Exception {
    cluster.send("POST", widgets(""), "application/json", widget("parts", "{\"colour\":\"red\"}"));
    cluster.send(
        "PATCH",
        widgets("/parts/status"),
        "application/merge-patch+json",
        "{\"spec\":{\"replicas\":9},\"status\":{\"phase\":\"up\"}}");
    cluster.send(
        "PATCH",
        widgets("/parts"),
        "application/merge-patch+json",
        "{\"status\":{\"phase\":\"down\"}}");
    GenericKubernetesResource widget =
        client.genericKubernetesResources(WIDGETS).inNamespace("default").withName("parts").get();
    assertEquals("up", widget.<String>get("status", "phase"));
    assertEquals(1, widget.<Integer>get("spec", "replicas"));
    assertEquals(1, widget.getMetadata().getGeneration());
    cluster.send(
        "PATCH", widgets("/parts"), "application/merge-patch+json", "{\"spec\":{\"replicas\":3}}");
    assertEquals(
        2,
        client
            .genericKubernetesResources(WIDGETS)
            .inNamespace("default")
            .withName("parts")
            .get()
            .getMetadata()
            .getGeneration());
  }

  @Test
  void updateOfACustomResourceNeedsItsResourceVersion() throws Exception {
    cluster.send(
        "POST", widgets(""), "application/json", widget("versioned", "{\"colour\":\"red\"}"));
    assertEquals(
        422,
        cluster
            .send(
                "PUT",
                widgets("/versioned"),
                "application/json",
                widget("versioned", "{\"colour\":\"red\"}"))
            .statusCode());
  }
}
