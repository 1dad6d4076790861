package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import dev.corral.local.kubernetes.store.Listing;
import dev.corral.local.kubernetes.store.ObjectStore;
import dev.corral.local.kubernetes.store.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// Lists, whole or in chunks.
final class Lists {
  private final ObjectStore store;

  Lists(ObjectStore store) {
    this.store = store;
  }

  /// Where a chunk starts: the revision the first chunk was of, and the last object already given.
  private record Continuation(long revision, String namespace, String name) {
    static Continuation parse(String token) {
      try {
        JsonNode node = Json.parse(Base64.getUrlDecoder().decode(token));
        return new Continuation(
            node.path("rv").asLong(), node.path("ns").asText(), node.path("name").asText());
      } catch (IOException | IllegalArgumentException e) {
        throw RequestFailed.because(Reason.BAD_REQUEST, "continue key is not valid");
      }
    }

    static String text(long revision, StoredObject last) {
      ObjectNode node = Json.object("rv", revision, "ns", last.namespace(), "name", last.name());
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(node));
    }

    boolean before(StoredObject object) {
      int byNamespace = object.namespace().compareTo(namespace);
      return byNamespace > 0 || byNamespace == 0 && object.name().compareTo(name) > 0;
    }
  }

  byte[] list(Selection selection, Presentation presentation, Call call) {
    Listing listing = store.list(selection.type().storage(), selection.namespace());
    List<StoredObject> objects = listing.objects().stream().filter(selection::matches).toList();
    long revision = listing.revision();
    String token = call.parameter("continue");
    if (!token.isEmpty()) {
      Continuation from = Continuation.parse(token);
      if (from.revision() < store.oldestResumable()) {
        throw RequestFailed.because(
            Reason.EXPIRED,
            "The provided continue parameter is too old to display a consistent list result.");
      }
      objects = objects.stream().filter(from::before).toList();
      revision = from.revision();
    }
    return page(objects, revision, limit(call), presentation);
  }

  private static int limit(Call call) {
    String limit = call.parameter("limit");
    try {
      return limit.isEmpty() ? 0 : Integer.parseInt(limit);
    } catch (NumberFormatException e) {
      throw RequestFailed.because(Reason.BAD_REQUEST, "limit must be a number");
    }
  }

  private static byte[] page(
      List<StoredObject> objects, long revision, int limit, Presentation presentation) {
    ObjectNode metadata = Json.object("resourceVersion", Long.toString(revision));
    if (limit <= 0 || objects.size() <= limit) {
      return presentation.list(objects, metadata);
    }
    List<StoredObject> page = objects.subList(0, limit);
    metadata.put("continue", Continuation.text(revision, page.getLast()));
    metadata.put("remainingItemCount", objects.size() - limit);
    return presentation.list(page, metadata);
  }

  /// An opaque revision as clients hand it back; -1 when it is none.
  static long revision(String text) {
    try {
      return text.isEmpty()
          ? 0
          : Long.parseLong(text.getBytes(StandardCharsets.UTF_8).length > 18 ? "-1" : text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
