package dev.corral.local.cloud.ec2;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.cloud.aws.Account;
import dev.corral.local.cloud.aws.AwsFault;
import dev.corral.local.cloud.aws.QueryForm;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// RunInstances.
final class Launcher {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  private final Instances instances;
  private final InstanceTypes types;
  private final Capacity capacity;

  Launcher(Instances instances, InstanceTypes types, Capacity capacity) {
    this.instances = instances;
    this.types = types;
    this.capacity = capacity;
  }

  ObjectNode run(QueryForm form) throws IOException {
    var request = LaunchRequest.of(form);
    if (types.find(request.type()).isEmpty()) {
      throw AwsFault.bad(
          "InvalidParameterValue",
          "Invalid value '%s' for InstanceType.".formatted(request.type()));
    }
    var started = instances.add(() -> start(request));
    var result = JsonNodeFactory.instance.objectNode();
    result.put("reservationId", started.getFirst().facts().path("reservationId").asText());
    result.put("ownerId", Account.ID);
    var shown = result.putArray("instancesSet");
    started.forEach(one -> shown.add(one.shown(instances.stateOf(one))));
    return result;
  }

  private List<Instance> start(LaunchRequest request) throws IOException {
    var earlier = earlier(request);
    if (!earlier.isEmpty()) {
      return earlier;
    }
    var counted = instances.all().stream().filter(one -> instances.stateOf(one).counts()).toList();
    var granted = capacity.grant(request, counted);
    DryRun.stop(request.form());
    return fresh(request, granted);
  }

  /// What an earlier request under the same client token started.
  private List<Instance> earlier(LaunchRequest request) {
    if (request.clientToken().isEmpty()) {
      return List.of();
    }
    var earlier =
        instances.all().stream()
            .filter(one -> one.clientToken().equals(request.clientToken()))
            .toList();
    if (earlier.stream().allMatch(one -> one.request().equals(request.fingerprint()))) {
      return earlier;
    }
    throw AwsFault.bad(
        "IdempotentParameterMismatch",
        "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
  }

  private List<Instance> fresh(LaunchRequest request, int count) {
    var reservation = "r-" + hex(17);
    var fresh = new ArrayList<Instance>();
    for (var index = 0; index < count; index++) {
      var facts = facts(request, index).put("reservationId", reservation);
      fresh.add(
          new Instance(
              facts.path("instanceId").asText(),
              facts,
              request.fingerprint(),
              instances.now(),
              Optional.empty()));
    }
    return fresh;
  }

  private ObjectNode facts(LaunchRequest request, int index) {
    var facts = JsonNodeFactory.instance.objectNode();
    var address = "10.0.%d.%d".formatted(RANDOM.nextInt(1, 255), RANDOM.nextInt(1, 255));
    facts.put("instanceId", "i-" + hex(17)).put("imageId", request.image());
    facts.put(
        "privateDnsName",
        "ip-%s.%s.compute.internal".formatted(address.replace('.', '-'), request.region()));
    facts.put("privateIpAddress", address).put("amiLaunchIndex", index);
    facts.put("instanceType", request.type()).put("launchTime", TIME.format(instances.now()));
    facts.putObject("placement").put("availabilityZone", request.zone()).put("tenancy", "default");
    facts.put("architecture", "x86_64").put("clientToken", request.clientToken());
    if (request.isSpot()) {
      facts.put("instanceLifecycle", "spot");
    }
    network(facts, request);
    var tags = facts.putArray("tagSet");
    request
        .tags()
        .forEach(tag -> tags.addObject().put("key", tag.getKey()).put("value", tag.getValue()));
    return facts;
  }

  private static void network(ObjectNode facts, LaunchRequest request) {
    var form = request.form();
    facts.put("subnetId", form.find("SubnetId").orElse("subnet-0c0ffee000000000a"));
    facts.put("vpcId", "vpc-0c0ffee0000000001");
    var groups = facts.putArray("groupSet");
    form.list("SecurityGroupId").forEach(id -> groups.addObject().put("groupId", id));
    form.find("IamInstanceProfile.Name")
        .map(name -> "arn:aws:iam::%s:instance-profile/%s".formatted(Account.ID, name))
        .or(() -> form.find("IamInstanceProfile.Arn"))
        .ifPresent(arn -> facts.putObject("iamInstanceProfile").put("arn", arn));
  }

  private static String hex(int digits) {
    var bytes = new byte[(digits + 1) / 2];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes).substring(0, digits);
  }
}
