package dev.corral.local.cloud.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// An instance as it was asked for, and when; its state follows from the time.
///
/// @param id `i-` and 17 hexadecimal digits
/// @param facts that never change, with the names of EC2's XML
/// @param request the fingerprint of the request that started it, for its client token
/// @param ended when its end was asked for
record Instance(
    String id, ObjectNode facts, String request, Instant launched, Optional<Instant> ended) {
  private static final DateTimeFormatter REASON_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'GMT'").withZone(ZoneOffset.UTC);

  InstanceState state(Instant now, Delays delays) {
    if (ended.isPresent()) {
      return now.isBefore(ended.get().plus(delays.shuttingDown()))
          ? InstanceState.SHUTTING_DOWN
          : InstanceState.TERMINATED;
    }
    return now.isBefore(launched.plus(delays.pending()))
        ? InstanceState.PENDING
        : InstanceState.RUNNING;
  }

  /// Ends it; asking twice changes nothing.
  Instance end(Instant now) {
    return ended.isPresent() ? this : new Instance(id, facts, request, launched, Optional.of(now));
  }

  String type() {
    return facts.path("instanceType").asText();
  }

  boolean isSpot() {
    return facts.path("instanceLifecycle").asText().equals("spot");
  }

  String clientToken() {
    return facts.path("clientToken").asText();
  }

  /// Orders by start.
  String sortKey() {
    return "%015d/%s".formatted(launched.toEpochMilli(), id);
  }

  /// What DescribeInstances shows of it.
  ObjectNode shown(InstanceState state) {
    var shown = facts.deepCopy();
    shown.remove("reservationId");
    shown.set("instanceState", state.shown());
    ended.ifPresent(at -> explain(shown, at));
    if (state == InstanceState.TERMINATED) {
      shown.put("privateDnsName", "").remove("privateIpAddress");
    }
    return shown;
  }

  private static void explain(ObjectNode shown, Instant at) {
    shown.put("reason", "User initiated (%s)".formatted(REASON_TIME.format(at)));
    shown
        .putObject("stateReason")
        .put("code", "Client.UserInitiatedShutdown")
        .put("message", "Client.UserInitiatedShutdown: User initiated shutdown");
  }

  ObjectNode stored() {
    var stored = JsonNodeFactory.instance.objectNode();
    stored.set("facts", facts);
    stored.put("request", request).put("launched", launched.toEpochMilli());
    ended.ifPresent(at -> stored.put("ended", at.toEpochMilli()));
    return stored;
  }

  static Instance ofStored(JsonNode stored) {
    ObjectNode facts = stored.path("facts").deepCopy();
    return new Instance(
        facts.path("instanceId").asText(),
        facts,
        stored.path("request").asText(),
        Instant.ofEpochMilli(stored.path("launched").asLong()),
        stored.has("ended")
            ? Optional.of(Instant.ofEpochMilli(stored.path("ended").asLong()))
            : Optional.empty());
  }
}
