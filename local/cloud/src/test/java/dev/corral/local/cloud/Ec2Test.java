package dev.corral.local.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;

class Ec2Test {
  private static final String POOL = "karpenter.sh/nodepool";

  @TempDir private static Path state;
  private static CloudProcess cloud;
  private static Ec2Client ec2;

  @BeforeAll
  static void start() throws Exception {
    cloud = CloudProcess.start(state);
    ec2 = cloud.aws(Ec2Client.builder());
  }

  @AfterAll
  static void stop() throws Exception {
    cloud.close();
  }

  @BeforeEach
  void nothingRunsAndEverythingBehaves() throws IOException {
    Files.createDirectories(state.resolve("aws"));
    knobs("{\"quotas\":{\"L-DB2E81BA\":64}}");
    var running = instances(states("pending", "running")).stream().map(Instance::instanceId);
    var ids = running.toList();
    if (!ids.isEmpty()) {
      ec2.terminateInstances(r -> r.instanceIds(ids));
    }
  }

  @Test
  void anInstanceStartsRunsAndEndsAndSurvivesAKill() throws Exception {
    knobs("{\"delays\":{\"pending\":600000}}");
    var started = run("gpu-a", "g6.xlarge", r -> {});
    assertEquals(InstanceStateName.PENDING, started.state().name());
    assertTrue(started.privateDnsName().endsWith(".eu-central-1.compute.internal"));
    restart();
    assertEquals(InstanceStateName.PENDING, only(started).state().name());
    knobs("{\"delays\":{\"pending\":0,\"shutting-down\":600000}}");
    var again = only(started);
    assertEquals(InstanceStateName.RUNNING, again.state().name());
    assertEquals("g6.xlarge", again.instanceTypeAsString());
    assertEquals("eu-central-1a", again.placement().availabilityZone());
    assertTrue(again.tags().contains(tag(POOL, "gpu-a")));
    var change =
        ec2.terminateInstances(r -> r.instanceIds(started.instanceId()))
            .terminatingInstances()
            .getFirst();
    assertEquals(InstanceStateName.RUNNING, change.previousState().name());
    assertEquals(InstanceStateName.SHUTTING_DOWN, change.currentState().name());
    restart();
    assertEquals(InstanceStateName.SHUTTING_DOWN, only(started).state().name());
    knobs("{\"delays\":{\"shutting-down\":0}}");
    var ended = only(started);
    assertEquals(InstanceStateName.TERMINATED, ended.state().name());
    assertEquals("Client.UserInitiatedShutdown", ended.stateReason().code());
  }

  @Test
  void instancesAreFoundByTagKeyStateAndIdPageByPage() {
    var ids = new ArrayList<String>();
    for (var n = 0; n < 7; n++) {
      ids.add(run("paged", "g4dn.xlarge", r -> {}).instanceId());
    }
    run("other", "g5.xlarge", r -> {});
    var byTag = Filter.builder().name("tag:" + POOL).values("pag*").build();
    var pages = ec2.describeInstancesPaginator(r -> r.filters(byTag, alive()).maxResults(5));
    assertEquals(2, pages.stream().count());
    assertEquals(
        ids,
        pages.reservations().stream()
            .flatMap(one -> one.instances().stream())
            .map(Instance::instanceId)
            .toList());
    var byKey = Filter.builder().name("tag-key").values(POOL).build();
    assertEquals(8, instances(r -> r.filters(byKey, alive())).size());
    var byId = Filter.builder().name("instance-id").values(ids.getFirst()).build();
    assertEquals(1, instances(r -> r.filters(byId)).size());
    assertEquals(2, instances(r -> r.instanceIds(ids.get(0), ids.get(1))).size());
  }

  @Test
  void theSameClientTokenStartsOnlyOne() {
    var first = run("gpu", "g6.xlarge", r -> r.clientToken("claim-1"));
    var second = run("gpu", "g6.xlarge", r -> r.clientToken("claim-1"));
    assertEquals(first.instanceId(), second.instanceId());
    var fault = fault(() -> run("gpu", "g5.xlarge", r -> r.clientToken("claim-1")));
    assertEquals("IdempotentParameterMismatch", code(fault));
  }

  @Test
  void theQuotaCountsWhatRunsAndIsToldInEc2Words() throws Exception {
    knobs("{\"quotas\":{\"L-DB2E81BA\":8,\"L-3819A6DF\":0}}");
    run("gpu", "g6.xlarge", r -> {});
    run("gpu", "g5.xlarge", r -> {});
    var fault = fault(() -> run("gpu", "g4dn.xlarge", r -> {}));
    assertEquals("VcpuLimitExceeded", code(fault));
    assertEquals(400, fault.statusCode());
    assertTrue(fault.awsErrorDetails().errorMessage().contains("current vCPU limit of 8 allows"));
    var spot = fault(() -> run("gpu", "g6.xlarge", Ec2Test::onSpot));
    assertEquals("MaxSpotInstanceCountExceeded", code(spot));
    knobs("{\"quotas\":{\"L-DB2E81BA\":8,\"L-3819A6DF\":4}}");
    assertEquals(
        InstanceLifecycleType.SPOT, run("gpu", "g6.xlarge", Ec2Test::onSpot).instanceLifecycle());
  }

  @Test
  void missingCapacityIsAServersErrorInEc2Xml() throws Exception {
    knobs(
        "{\"quotas\":{\"L-DB2E81BA\":64},\"capacity\":{\"g6.xlarge/on-demand\":\"InsufficientInstanceCapacity\"}}");
    var answer =
        post(
            "Action=RunInstances&Version=2016-11-15&ImageId=ami-0123456789abcdef0&InstanceType=g6.xlarge&MinCount=1&MaxCount=1");
    assertEquals(500, answer.statusCode());
    assertTrue(
        answer
            .body()
            .matches(
                "(?s)<\\?xml version=\"1.0\" encoding=\"UTF-8\"\\?><Response><Errors><Error>"
                    + "<Code>InsufficientInstanceCapacity</Code><Message>We currently do not have"
                    + " sufficient g6.xlarge capacity in the Availability Zone you requested"
                    + " \\(eu-central-1a\\)\\..* or choosing eu-central-1b, eu-central-1c\\.</Message>"
                    + "</Error></Errors><RequestID>[0-9a-f-]{36}</RequestID></Response>"),
        answer.body());
    assertEquals("g5.xlarge", run("gpu", "g5.xlarge", r -> {}).instanceTypeAsString());
  }

  @Test
  void wrongQuestionsGetEc2Codes() {
    assertEquals(
        "InvalidInstanceID.NotFound",
        code(fault(() -> instances(r -> r.instanceIds("i-0123456789abcdef0")))));
    assertEquals(
        "InvalidInstanceID.Malformed", code(fault(() -> instances(r -> r.instanceIds("i-x")))));
    assertEquals("InvalidParameterValue", code(fault(() -> run("gpu", "g9.huge", r -> {}))));
    assertEquals(
        "InvalidParameterValue",
        code(
            fault(() ->
                instances(r -> r.filters(Filter.builder().name("colour").values("x").build())))));
    assertEquals("InvalidAction", code(fault(() -> ec2.describeVpcs())));
    assertEquals(
        "DryRunOperation", code(fault(() -> run("gpu", "g6.xlarge", r -> r.dryRun(true)))));
  }

  @Test
  void instanceTypesTellWhatAPlannerNeeds() {
    var types = ec2.describeInstanceTypes(r -> r.instanceTypesWithStrings("g6.xlarge"));
    var type = types.instanceTypes().getFirst();
    assertEquals(4, type.vCpuInfo().defaultVCpus());
    assertEquals(16384, type.memoryInfo().sizeInMiB());
    assertEquals("L4", type.gpuInfo().gpus().getFirst().name());
    assertEquals(1, type.gpuInfo().gpus().getFirst().count());
    assertEquals(
        "InvalidInstanceType",
        code(fault(() -> ec2.describeInstanceTypes(r -> r.instanceTypesWithStrings("x9.big")))));
    assertTrue(ec2.describeInstanceTypesPaginator(r -> r.maxResults(5)).stream().count() > 1);
  }

  private static Instance run(
      String pool, String type, Consumer<RunInstancesRequest.Builder> more) {
    return ec2.runInstances(
            r -> {
              r.imageId("ami-0123456789abcdef0").instanceType(type).minCount(1).maxCount(1);
              r.tagSpecifications(t -> t.resourceType("instance").tags(tag(POOL, pool)));
              more.accept(r);
            })
        .instances()
        .getFirst();
  }

  private static void onSpot(RunInstancesRequest.Builder request) {
    request.instanceMarketOptions(m -> m.marketType(MarketType.SPOT));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static Filter alive() {
    return Filter.builder().name("instance-state-name").values("pending", "running").build();
  }

  private static Consumer<DescribeInstancesRequest.Builder> states(String... states) {
    return r -> r.filters(Filter.builder().name("instance-state-name").values(states).build());
  }

  private static List<Instance> instances(Consumer<DescribeInstancesRequest.Builder> request) {
    return ec2.describeInstances(request).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .toList();
  }

  private static Instance only(Instance started) {
    return instances(r -> r.instanceIds(started.instanceId())).getFirst();
  }

  private static void restart() throws Exception {
    cloud.kill();
    cloud = CloudProcess.start(state);
    ec2 = cloud.aws(Ec2Client.builder());
  }

  private static void knobs(String json) throws IOException {
    Files.writeString(state.resolve("aws/knobs.json"), json);
  }

  private static Ec2Exception fault(Executable call) {
    return assertThrows(Ec2Exception.class, call);
  }

  private static String code(Ec2Exception fault) {
    return fault.awsErrorDetails().errorCode();
  }

  private static HttpResponse<String> post(String form) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(cloud.aws())
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString(form))
              .build(),
          BodyHandlers.ofString());
    }
  }
}
