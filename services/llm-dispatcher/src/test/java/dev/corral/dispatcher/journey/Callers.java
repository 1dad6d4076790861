package dev.corral.dispatcher.journey;

import static io.restassured.RestAssured.given;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.restassured.specification.RequestSpecification;
import java.util.List;

/// Requests as the services make them, with tokens of the cluster.
record Callers(KubernetesClient client) {
  static Callers ready(KubernetesClient client) {
    for (String name : List.of("corral", "corral-system")) {
      var namespace = new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build();
      client.resource(namespace).serverSideApply();
    }
    for (String name : List.of("gateway", "inference-proxy", "stranger")) {
      var account =
          new ServiceAccountBuilder()
              .withNewMetadata()
              .withName(name)
              .withNamespace("corral-system")
              .endMetadata()
              .build();
      client.resource(account).serverSideApply();
    }
    return new Callers(client);
  }

  RequestSpecification gateway() {
    return given()
        .auth()
        .oauth2(token("gateway", "corral-internal"))
        .header("x-corral-principal", "alice")
        .contentType("application/json");
  }

  RequestSpecification proxy() {
    return given()
        .auth()
        .oauth2(token("inference-proxy", "corral-internal"))
        .header("x-corral-principal", "bob")
        .contentType("application/json");
  }

  RequestSpecification with(String account, String audience) {
    return given().auth().oauth2(token(account, audience)).contentType("application/json");
  }

  String token(String account, String audience) {
    var request =
        new TokenRequestBuilder()
            .withNewSpec()
            .withAudiences(audience)
            .withExpirationSeconds(3600L)
            .endSpec()
            .build();
    return client
        .serviceAccounts()
        .inNamespace("corral-system")
        .withName(account)
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }
}
