package dev.corral.local.cloud.ec2;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The states of an instance that nobody can stop without ending it.
enum InstanceState {
  PENDING(0, "pending"),
  RUNNING(16, "running"),
  SHUTTING_DOWN(32, "shutting-down"),
  TERMINATED(48, "terminated");

  private final int code;
  private final String wire;

  InstanceState(int code, String wire) {
    this.code = code;
    this.wire = wire;
  }

  /// Whether it still counts against a quota.
  boolean counts() {
    return this == PENDING || this == RUNNING;
  }

  ObjectNode shown() {
    return JsonNodeFactory.instance.objectNode().put("code", code).put("name", wire);
  }
}
