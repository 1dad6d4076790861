package dev.corral.local.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuotasException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/// SSM, Service Quotas and STS.
class SettingsApisTest {
  private static final String AMI = "/corral/gpu/latest_ami_id";

  @TempDir private static Path state;
  private static CloudProcess cloud;

  @BeforeAll
  static void start() throws Exception {
    cloud = CloudProcess.start(state);
  }

  @AfterAll
  static void stop() throws Exception {
    cloud.close();
  }

  @Test
  void theAmiIsThereAndKeepsItsLastFiveVersionsThroughAKill() throws Exception {
    var before = ssm().getParameter(r -> r.name(AMI)).parameter();
    assertTrue(before.value().startsWith("ami-"));
    assertEquals("aws:ec2:image", before.dataType());
    for (var n = 2; n <= 7; n++) {
      var ami = "ami-0000000000000000" + n;
      ssm().putParameter(r -> r.name(AMI).value(ami).dataType("aws:ec2:image").overwrite(true));
    }
    cloud.kill();
    cloud = CloudProcess.start(state);
    var after = ssm().getParameter(r -> r.name(AMI)).parameter();
    assertEquals(7L, after.version());
    assertEquals("ami-00000000000000007", after.value());
    assertEquals(
        "ami-00000000000000005", ssm().getParameter(r -> r.name(AMI + ":5")).parameter().value());
    var versions =
        ssm().getParameterHistory(r -> r.name(AMI)).parameters().stream()
            .map(ParameterHistory::version)
            .toList();
    assertEquals(List.of(3L, 4L, 5L, 6L, 7L), versions);
    assertThrows(
        ParameterVersionNotFoundException.class, () -> ssm().getParameter(r -> r.name(AMI + ":2")));
  }

  @Test
  void parametersAreFoundByNameAndByPath() {
    for (var name : List.of("/team/a", "/team/b", "/team/deep/c")) {
      ssm().putParameter(r -> r.name(name).value("v").type(ParameterType.STRING));
    }
    var some = ssm().getParameters(r -> r.names("/team/a", "/team/none"));
    assertEquals(List.of("/team/a"), names(some.parameters()));
    assertEquals(List.of("/team/none"), some.invalidParameters());
    assertEquals(
        List.of("/team/a", "/team/b"),
        names(ssm().getParametersByPath(r -> r.path("/team")).parameters()));
    var pages =
        ssm().getParametersByPathPaginator(r -> r.path("/team").recursive(true).maxResults(2));
    assertEquals(
        List.of("/team/a", "/team/b", "/team/deep/c"),
        names(pages.stream().flatMap(page -> page.parameters().stream()).toList()));
  }

  @Test
  void ssmRefusesInItsOwnWords() {
    assertThrows(ParameterNotFoundException.class, () -> ssm().getParameter(r -> r.name("/none")));
    ssm().putParameter(r -> r.name("/once").value("1").type(ParameterType.STRING));
    assertThrows(
        ParameterAlreadyExistsException.class,
        () -> ssm().putParameter(r -> r.name("/once").value("2")));
    var notAnImage =
        assertThrows(
            SsmException.class,
            () ->
                ssm()
                    .putParameter(r -> r.name("/image").value("latest").dataType("aws:ec2:image")));
    assertEquals("ValidationException", notAnImage.awsErrorDetails().errorCode());
    var unknown = assertThrows(SsmException.class, () -> ssm().describeParameters(r -> {}));
    assertEquals("UnknownOperationException", unknown.awsErrorDetails().errorCode());
    assertEquals(400, unknown.statusCode());
  }

  @Test
  void quotasAreReadAndTurned() throws Exception {
    try (var quotas = cloud.aws(ServiceQuotasClient.builder())) {
      var all =
          quotas
              .listServiceQuotasPaginator(r -> r.serviceCode("ec2").maxResults(4))
              .quotas()
              .stream()
              .map(ServiceQuota::quotaCode)
              .toList();
      assertTrue(
          all.containsAll(
              List.of("L-DB2E81BA", "L-3819A6DF", "L-417A185B", "L-7212CCBC", "L-1216C47A")));
      assertEquals(16.0, gpuQuota(quotas).value());
      Files.writeString(state.resolve("aws/knobs.json"), "{\"quotas\":{\"L-DB2E81BA\":0}}");
      assertEquals(0.0, gpuQuota(quotas).value());
      assertThrows(
          NoSuchResourceException.class,
          () -> quotas.getServiceQuota(r -> r.serviceCode("ec2").quotaCode("L-00000000")));
      var unknown = assertThrows(ServiceQuotasException.class, () -> quotas.listServices(r -> {}));
      assertEquals("UnknownOperationException", unknown.awsErrorDetails().errorCode());
    }
  }

  @Test
  void stsSaysWhoCalls() {
    try (var sts = cloud.aws(StsClient.builder())) {
      assertEquals("000000000000", sts.getCallerIdentity().account());
      var unknown = assertThrows(StsException.class, () -> sts.getSessionToken());
      assertEquals("InvalidAction", unknown.awsErrorDetails().errorCode());
    }
  }

  private static ServiceQuota gpuQuota(ServiceQuotasClient quotas) {
    return quotas.getServiceQuota(r -> r.serviceCode("ec2").quotaCode("L-DB2E81BA")).quota();
  }

  private static List<String> names(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::name).toList();
  }

  private static SsmClient ssm() {
    return cloud.aws(SsmClient.builder());
  }
}
