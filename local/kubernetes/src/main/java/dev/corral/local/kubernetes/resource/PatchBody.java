package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A change in one of the four forms.
public sealed interface PatchBody {
  record JsonOperations(JsonNode operations) implements PatchBody {}

  record Merge(ObjectNode changes) implements PatchBody {}

  record Strategic(ObjectNode changes) implements PatchBody {}

  record Apply(ObjectNode configuration) implements PatchBody {}
}
