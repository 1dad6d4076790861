package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.StopReason;
import dev.corral.proxy.conversation.Usage;
import dev.corral.proxy.translation.Blocks.Block;
import dev.corral.proxy.translation.Blocks.Kind;
import java.util.Optional;

/// Answers as Anthropic's messages.
final class AnthropicWriter extends BlockWriter {
  private final String id;

  AnthropicWriter(Heading heading) {
    super(heading);
    this.id = heading.ids().next("msg_");
  }

  @Override
  void begin() {
    ObjectNode start = Frames.object().put("type", "message_start");
    ObjectNode message = message();
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence");
    message.set("usage", counts(blocks.usage()));
    start.set("message", message);
    frames.event(start);
  }

  private ObjectNode message() {
    return Frames.object()
        .put("id", id)
        .put("type", "message")
        .put("role", "assistant")
        .put("model", heading.model());
  }

  @Override
  public void opened(Block block) {
    ObjectNode start = at("content_block_start", block);
    start.set("content_block", content(block, ""));
    frames.event(start);
  }

  @Override
  public void grown(Block block, String more) {
    ObjectNode delta =
        switch (block.kind()) {
          case TEXT -> delta("text_delta", "text", more);
          case REASONING -> delta("thinking_delta", "thinking", more);
          case CALL -> delta("input_json_delta", "partial_json", more);
        };
    frame(block, delta);
  }

  @Override
  public void signed(Block block, String signature) {
    frame(block, delta("signature_delta", "signature", signature));
  }

  @Override
  public void closed(Block block) {
    if (block.kind() == Kind.CALL) {
      Arguments.finished(block, blocks);
    }
    frames.event(at("content_block_stop", block));
  }

  private void frame(Block block, ObjectNode delta) {
    ObjectNode event = at("content_block_delta", block);
    event.set("delta", delta);
    frames.event(event);
  }

  private static ObjectNode at(String type, Block block) {
    return Frames.object().put("type", type).put("index", block.position());
  }

  private static ObjectNode delta(String type, String name, String more) {
    return Frames.object().put("type", type).put(name, more);
  }

  @Override
  void last(Times times) {
    ObjectNode end = Frames.object().put("type", "message_delta");
    stop(end.putObject("delta"));
    end.set("usage", usage(times));
    frames.event(end);
    frames.event(Frames.object().put("type", "message_stop"));
  }

  @Override
  byte[] body(Times times) {
    ObjectNode whole = message();
    ArrayNode content = whole.putArray("content");
    for (Block block : blocks.all()) {
      if (block.kind() != Kind.CALL) {
        content.add(content(block, block.text()));
      } else {
        Arguments.finished(block, blocks)
            .ifPresent(input -> {
              ObjectNode call = content(block, "");
              call.set("input", input);
              content.add(call);
            });
      }
    }
    stop(whole);
    whole.set("usage", usage(times));
    return Frames.json(whole);
  }

  private static ObjectNode content(Block block, String text) {
    ObjectNode content = Frames.object();
    switch (block.kind()) {
      case TEXT -> content.put("type", "text").put("text", text);
      case REASONING ->
          content.put("type", "thinking").put("thinking", text).put("signature", block.signature());
      case CALL -> {
        content.put("type", "tool_use").put("id", block.id()).put("name", block.name());
        content.putObject("input");
      }
    }
    return content;
  }

  private void stop(ObjectNode into) {
    StopReason reason = blocks.stopped().reason();
    into.put(
        "stop_reason",
        switch (reason) {
          case END -> "end_turn";
          case LENGTH -> "max_tokens";
          case TOOL_CALLS -> "tool_use";
          case STOP_SEQUENCE -> "stop_sequence";
          case FILTERED -> "refusal";
        });
    into.put("stop_sequence", blocks.stopped().sequence().orElse(null));
  }

  private ObjectNode usage(Times times) {
    ObjectNode usage = counts(blocks.usage());
    TimesJson.addTo(usage, times, blocks.usage().map(Usage::out).orElse(0L));
    return usage;
  }

  /// Here the tokens that a cache gave or took are not among those that went in.
  private static ObjectNode counts(Optional<Usage> known) {
    Usage usage = known.orElse(new Usage(0, 0, 0, 0));
    return Frames.object()
        .put("input_tokens", Math.max(0, usage.in() - usage.cachedIn() - usage.cacheWrittenIn()))
        .put("cache_creation_input_tokens", usage.cacheWrittenIn())
        .put("cache_read_input_tokens", usage.cachedIn())
        .put("output_tokens", usage.out());
  }
}
