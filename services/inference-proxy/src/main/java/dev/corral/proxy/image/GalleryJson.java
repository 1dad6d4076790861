package dev.corral.proxy.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.image.Gallery.Shown;
import java.util.List;
import java.util.Optional;

/// The gallery in the words of the internal contract; the owner is whoever asks, so it is not said.
public final class GalleryJson {
  private GalleryJson() {}

  /// One picture with its link.
  public static byte[] one(Shown shown) {
    return ImageJson.bytes(node(shown));
  }

  /// A page.
  ///
  /// @param next cursor of the next page; empty on the last
  public static byte[] page(List<Shown> items, Optional<String> next) {
    ObjectNode page = ImageJson.MAPPER.createObjectNode();
    ArrayNode list = page.putArray("items");
    items.forEach(item -> list.add(node(item)));
    next.ifPresent(cursor -> page.put("nextCursor", cursor));
    return ImageJson.bytes(page);
  }

  private static ObjectNode node(Shown shown) {
    ImageRecord record = shown.record();
    ObjectNode node =
        ImageJson.MAPPER
            .createObjectNode()
            .put("id", record.id())
            .put("model", record.model())
            .put("operation", record.operation())
            .put("size", record.size())
            .put("format", record.format())
            .put("bytes", record.bytes())
            .put("createdAt", record.created())
            .put("url", shown.link().toString());
    if (record.seed() != null) {
      node.put("seed", record.seed());
    }
    if (record.check() != null) {
      node.put("check", record.check());
    }
    if (record.costUsd() != null) {
      node.put("costUsd", record.costUsd()).put("costSource", record.costSource());
    }
    if (record.prompt() != null) {
      node.put("prompt", record.prompt());
    }
    return node;
  }
}
