package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.translation.Blocks.Block;
import dev.corral.proxy.translation.Blocks.Kind;

/// Answers as OpenAI's plain completions, which have a place for text only.
final class CompletionWriter extends BlockWriter {
  private final String id;
  private final long created;

  CompletionWriter(Heading heading) {
    super(heading);
    this.id = heading.ids().next("cmpl-");
    this.created = heading.now().getEpochSecond();
  }

  @Override
  void begin() {}

  @Override
  public void grown(Block block, String more) {
    if (block.kind() == Kind.TEXT) {
      ObjectNode chunk = named();
      choice(chunk, more).putNull("finish_reason");
      frames.data(chunk);
    }
  }

  private ObjectNode named() {
    return Frames.object()
        .put("id", id)
        .put("object", "text_completion")
        .put("created", created)
        .put("model", heading.model());
  }

  private static ObjectNode choice(ObjectNode chunk, String text) {
    ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0).put("text", text);
    choice.putNull("logprobs");
    return choice;
  }

  @Override
  void last(Times times) {
    ObjectNode end = named();
    choice(end, "").put("finish_reason", OpenAiWords.finish(blocks.stopped().reason()));
    frames.data(end);
    if (heading.prompt().usageAsked()) {
      ObjectNode counted = named();
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
    ObjectNode whole = named();
    choice(whole, blocks.text(Kind.TEXT))
        .put("finish_reason", OpenAiWords.finish(blocks.stopped().reason()));
    blocks.usage().ifPresent(usage -> whole.set("usage", OpenAiWords.usage(usage, times)));
    return Frames.json(whole);
  }
}
