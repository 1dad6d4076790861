package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.translation.Blocks.Block;
import dev.corral.proxy.translation.Blocks.Kind;

/// Answers as OpenAI's chat completions.
final class OpenAiChatWriter extends BlockWriter {
  private final String id;
  private final long created;

  OpenAiChatWriter(Heading heading) {
    super(heading);
    this.id = heading.ids().next("chatcmpl-");
    this.created = heading.now().getEpochSecond();
  }

  @Override
  void begin() {
    choice(Frames.object().put("role", "assistant").put("content", ""));
  }

  @Override
  public void opened(Block block) {
    if (block.kind() == Kind.CALL) {
      ObjectNode delta = Frames.object();
      ObjectNode call = delta.putArray("tool_calls").addObject().put("index", block.call());
      call.put("id", block.id()).put("type", "function");
      call.putObject("function").put("name", block.name()).put("arguments", "");
      choice(delta);
    }
  }

  @Override
  public void grown(Block block, String more) {
    ObjectNode delta = Frames.object();
    switch (block.kind()) {
      case TEXT -> delta.put("content", more);
      case REASONING -> delta.put("reasoning_content", more);
      case CALL ->
          delta
              .putArray("tool_calls")
              .addObject()
              .put("index", block.call())
              .putObject("function")
              .put("arguments", more);
    }
    choice(delta);
  }

  private void choice(ObjectNode delta) {
    ObjectNode chunk = named("chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.set("delta", delta);
    choice.putNull("finish_reason");
    frames.data(chunk);
  }

  private ObjectNode named(String object) {
    return Frames.object()
        .put("id", id)
        .put("object", object)
        .put("created", created)
        .put("model", heading.model());
  }

  @Override
  void last(Times times) {
    ObjectNode chunk = named("chat.completion.chunk");
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
    choice.putObject("delta");
    choice.put("finish_reason", OpenAiWords.finish(blocks.stopped().reason()));
    frames.data(chunk);
    if (heading.prompt().usageAsked()) {
      ObjectNode counted = named("chat.completion.chunk");
      counted.putArray("choices");
      blocks
          .usage()
          .ifPresent(usage -> {
            counted.set("usage", OpenAiWords.usage(usage, times));
            frames.data(counted);
          });
    }
    frames.text("data: [DONE]\n\n");
  }

  @Override
  byte[] body(Times times) {
    ObjectNode whole = named("chat.completion");
    ObjectNode choice = whole.putArray("choices").addObject().put("index", 0);
    choice.set("message", message());
    choice.putNull("logprobs");
    choice.put("finish_reason", OpenAiWords.finish(blocks.stopped().reason()));
    blocks.usage().ifPresent(usage -> whole.set("usage", OpenAiWords.usage(usage, times)));
    return Frames.json(whole);
  }

  private ObjectNode message() {
    ObjectNode message = Frames.object().put("role", "assistant");
    String text = blocks.text(Kind.TEXT);
    String reasoning = blocks.text(Kind.REASONING);
    boolean calls = !blocks.calls().isEmpty();
    message.put("content", text.isEmpty() && calls ? null : text);
    message.putNull("refusal");
    if (!reasoning.isEmpty()) {
      message.put("reasoning_content", reasoning);
    }
    if (calls) {
      var list = message.putArray("tool_calls");
      for (Block block : blocks.calls()) {
        ObjectNode call = list.addObject().put("id", block.id()).put("type", "function");
        call.putObject("function").put("name", block.name()).put("arguments", arguments(block));
      }
    }
    return message;
  }

  private static String arguments(Block call) {
    return call.text().isBlank() ? "{}" : call.text();
  }
}
