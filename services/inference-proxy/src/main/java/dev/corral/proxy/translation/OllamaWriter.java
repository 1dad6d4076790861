package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.Usage;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.translation.Blocks.Block;
import dev.corral.proxy.translation.Blocks.Kind;

/// Answers as Ollama's chat and generate. A call goes out whole, because its arguments are an
/// object here.
final class OllamaWriter extends BlockWriter {
  private final boolean generate;

  OllamaWriter(Heading heading) {
    super(heading);
    this.generate = heading.prompt().operation() == Operation.OLLAMA_GENERATE;
  }

  @Override
  void begin() {}

  @Override
  public void grown(Block block, String more) {
    switch (block.kind()) {
      case TEXT -> piece(more, "");
      case REASONING -> piece("", more);
      case CALL -> {}
    }
  }

  private void piece(String text, String reasoning) {
    ObjectNode line = named();
    said(line, text, reasoning);
    frames.line(line.put("done", false));
  }

  /// The answer's part of a line; the message of a chat comes back.
  private ObjectNode said(ObjectNode line, String text, String reasoning) {
    ObjectNode place = generate ? line : line.putObject("message").put("role", "assistant");
    place.put(generate ? "response" : "content", text);
    if (!reasoning.isEmpty()) {
      place.put("thinking", reasoning);
    }
    return place;
  }

  @Override
  public void closed(Block block) {
    if (block.kind() == Kind.CALL && !generate) {
      Arguments.finished(block, blocks)
          .ifPresent(input -> {
            ObjectNode line = named();
            call(said(line, "", "").putArray("tool_calls"), block, input);
            frames.line(line.put("done", false));
          });
    }
  }

  private static void call(ArrayNode calls, Block block, ObjectNode input) {
    ObjectNode call = calls.addObject().put("id", block.id());
    ObjectNode function = call.putObject("function").put("index", block.call());
    function.put("name", block.name()).set("arguments", input);
  }

  private ObjectNode named() {
    return Frames.object()
        .put("model", heading.model())
        .put("created_at", heading.now().toString());
  }

  @Override
  void last(Times times) {
    ObjectNode line = named();
    said(line, "", "");
    frames.line(finished(line, times, false));
  }

  @Override
  byte[] body(Times times) {
    ObjectNode whole = named();
    ObjectNode place = said(whole, blocks.text(Kind.TEXT), blocks.text(Kind.REASONING));
    if (!generate && !blocks.calls().isEmpty()) {
      ArrayNode calls = place.putArray("tool_calls");
      for (Block block : blocks.calls()) {
        Arguments.finished(block, blocks).ifPresent(input -> call(calls, block, input));
      }
    }
    return Frames.json(finished(whole, times, true));
  }

  private ObjectNode finished(ObjectNode line, Times times, boolean whole) {
    Usage usage = blocks.usage().orElse(new Usage(0, 0, 0, 0));
    line.put("done", true);
    line.put(
        "done_reason",
        switch (blocks.stopped().reason()) {
          case END, STOP_SEQUENCE, TOOL_CALLS -> "stop";
          case LENGTH -> "length";
          case FILTERED -> "content_filter"; // Ollama has no word, and a plain stop would lie
        });
    TimesJson.addToLastLine(line, times, whole, usage.in(), usage.out());
    return line;
  }
}
