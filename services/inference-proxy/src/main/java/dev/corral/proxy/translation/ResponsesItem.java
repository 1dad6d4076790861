package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.translation.Blocks.Block;
import dev.corral.proxy.translation.Blocks.Kind;

/// The output items of OpenAI's responses.
final class ResponsesItem {
  private ResponsesItem() {}

  /// An item of which nothing is known yet but what it will be.
  static ObjectNode begun(Block block, String id) {
    ObjectNode item = named(block, id);
    switch (block.kind()) {
      case TEXT -> item.put("status", "in_progress").putArray("content");
      case REASONING -> item.putArray("summary");
      case CALL -> item.put("status", "in_progress").put("arguments", "");
    }
    return item;
  }

  /// An item to which nothing more comes.
  static ObjectNode over(Block block, String id, String status) {
    ObjectNode item = named(block, id);
    switch (block.kind()) {
      case TEXT -> item.put("status", status).putArray("content").add(part(block, block.text()));
      case REASONING -> item.putArray("summary").add(part(block, block.text()));
      case CALL -> item.put("status", status).put("arguments", arguments(block));
    }
    return item;
  }

  private static ObjectNode named(Block block, String id) {
    ObjectNode item = Frames.object().put("id", id);
    return switch (block.kind()) {
      case TEXT -> item.put("type", "message").put("role", "assistant");
      case REASONING -> item.put("type", "reasoning");
      case CALL ->
          item.put("type", "function_call").put("call_id", block.id()).put("name", block.name());
    };
  }

  /// The one part inside a message or a reasoning.
  static ObjectNode part(Block block, String text) {
    if (block.kind() == Kind.REASONING) {
      return Frames.object().put("type", "summary_text").put("text", text);
    }
    ObjectNode part = Frames.object().put("type", "output_text").put("text", text);
    part.putArray("annotations");
    part.putArray("logprobs");
    return part;
  }

  /// How events call the place of a part.
  static String indexName(Block block) {
    return block.kind() == Kind.REASONING ? "summary_index" : "content_index";
  }

  static String arguments(Block call) {
    return call.text().isBlank() ? "{}" : call.text();
  }
}
