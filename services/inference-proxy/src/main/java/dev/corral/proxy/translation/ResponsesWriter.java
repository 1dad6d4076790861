package dev.corral.proxy.translation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.dialect.JsonText;
import dev.corral.proxy.translation.Blocks.Block;
import java.util.ArrayList;
import java.util.List;

/// Answers as OpenAI's responses: every block is an output item, and every event has a number.
final class ResponsesWriter extends BlockWriter {
  private final ResponseObject response;
  private final List<String> ids = new ArrayList<>();
  private int sequence;

  ResponsesWriter(Heading heading) {
    super(heading);
    this.response = new ResponseObject(heading);
  }

  @Override
  void begin() {
    for (String type : List.of("response.created", "response.in_progress")) {
      ObjectNode event = event(type);
      event.set("response", response.begun());
      frames.event(event);
    }
  }

  private ObjectNode event(String type) {
    return Frames.object().put("type", type).put("sequence_number", sequence++);
  }

  private ObjectNode at(String type, Block block) {
    return event(type).put("item_id", id(block)).put("output_index", block.position());
  }

  private String id(Block block) {
    while (ids.size() <= block.position()) {
      ids.add(
          heading
              .ids()
              .next(
                  switch (block.kind()) {
                    case TEXT -> "msg_";
                    case REASONING -> "rs_";
                    case CALL -> "fc_";
                  }));
    }
    return ids.get(block.position());
  }

  @Override
  public void opened(Block block) {
    ObjectNode added = event("response.output_item.added").put("output_index", block.position());
    added.set("item", ResponsesItem.begun(block, id(block)));
    frames.event(added);
    switch (block.kind()) {
      case TEXT -> part("response.content_part.added", block, "");
      case REASONING -> part("response.reasoning_summary_part.added", block, "");
      case CALL -> {}
    }
  }

  @Override
  public void grown(Block block, String more) {
    frames.event(
        switch (block.kind()) {
          case TEXT -> text("response.output_text.delta", block).put("delta", more);
          case REASONING ->
              at("response.reasoning_summary_text.delta", block)
                  .put("summary_index", 0)
                  .put("delta", more);
          case CALL -> at("response.function_call_arguments.delta", block).put("delta", more);
        });
  }

  private ObjectNode text(String type, Block block) {
    ObjectNode event = at(type, block).put("content_index", 0);
    event.putArray("logprobs");
    return event;
  }

  private void part(String type, Block block, String text) {
    ObjectNode event = at(type, block).put(ResponsesItem.indexName(block), 0);
    event.set("part", ResponsesItem.part(block, text));
    frames.event(event);
  }

  @Override
  public void closed(Block block) {
    switch (block.kind()) {
      case TEXT -> {
        frames.event(text("response.output_text.done", block).put("text", block.text()));
        part("response.content_part.done", block, block.text());
      }
      case REASONING -> {
        frames.event(
            at("response.reasoning_summary_text.done", block)
                .put("summary_index", 0)
                .put("text", block.text()));
        part("response.reasoning_summary_part.done", block, block.text());
      }
      case CALL ->
          frames.event(
              at("response.function_call_arguments.done", block)
                  .put("name", block.name())
                  .put("arguments", ResponsesItem.arguments(block)));
    }
    ObjectNode done = event("response.output_item.done").put("output_index", block.position());
    done.set("item", item(block));
    frames.event(done);
  }

  /// The last item of an answer that was cut is not complete.
  private ObjectNode item(Block block) {
    boolean cut =
        blocks.over()
            && block.position() == blocks.all().size() - 1
            && !ResponseObject.complete(blocks.stopped().reason());
    return ResponsesItem.over(block, id(block), cut ? "incomplete" : "completed");
  }

  @Override
  void last(Times times) {
    ObjectNode over = response.over(blocks, output(), times);
    ObjectNode event = event("response." + over.path("status").textValue());
    event.set("response", over);
    frames.event(event);
  }

  @Override
  byte[] body(Times times) {
    return Frames.json(response.over(blocks, output(), times));
  }

  private ArrayNode output() {
    ArrayNode output = JsonText.EXACT.createArrayNode();
    blocks.all().forEach(block -> output.add(item(block)));
    return output;
  }
}
