package dev.corral.local.cloud.bedrock;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.cloud.aws.AwsAnswer;
import dev.corral.local.cloud.aws.AwsRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Converse and ConverseStream, answered by an honest stand-in.
record Converse(Mishaps mishaps) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String INDEX = "contentBlockIndex";

  AwsAnswer whole(String model, AwsRequest request) {
    var asked = Asked.of(request.body());
    var reply = Reply.to(model, asked);
    var answer = NODES.objectNode();
    var message = answer.putObject("output").putObject("message").put("role", "assistant");
    var content = message.putArray("content");
    if (!reply.text().isEmpty()) {
      content.addObject().put("text", String.join("", reply.text()));
    }
    reply
        .call()
        .ifPresent(call ->
            content
                .addObject()
                .putObject("toolUse")
                .put("toolUseId", call.id())
                .put("name", call.name())
                .set("input", call.input()));
    answer.put("stopReason", reply.stopReason());
    answer.set("usage", usage(asked, reply));
    answer.putObject("metrics").put("latencyMs", 1);
    return AwsAnswer.json(200, "application/json", answer);
  }

  AwsAnswer stream(String model, AwsRequest request) {
    var asked = Asked.of(request.body());
    var reply = Reply.to(model, asked);
    var mishap = mishaps.inStream(model);
    return AwsAnswer.stream(EventFrames.TYPE, out -> write(out, asked, reply, mishap));
  }

  private static void write(OutputStream out, Asked asked, Reply reply, Mishaps.InStream mishap)
      throws IOException {
    send(out, EventFrames.event("messageStart", NODES.objectNode().put("role", "assistant")));
    var sent = 0;
    for (var piece : reply.text()) {
      if (mishap.exception().isPresent() && sent == mishap.exceptionAfter()) {
        var says = NODES.objectNode().put("message", "The knobs say so.");
        send(out, EventFrames.exception(mishap.exception().get(), says));
        return;
      }
      pause(mishap.pauseMillis());
      var frame = EventFrames.event("contentBlockDelta", textDelta(piece));
      if (mishap.cutAfter().isPresent() && sent == mishap.cutAfter().getAsInt()) {
        send(out, Arrays.copyOf(frame, frame.length / 2));
        return;
      }
      send(out, frame);
      sent++;
    }
    if (reply.call().isPresent()) {
      sendCall(out, reply.call().get());
    }
    send(out, EventFrames.event("contentBlockStop", NODES.objectNode().put(INDEX, 0)));
    send(out, EventFrames.event("messageStop", stop(reply)));
    var metadata = NODES.objectNode();
    metadata.set("usage", usage(asked, reply));
    metadata.putObject("metrics").put("latencyMs", 1);
    send(out, EventFrames.event("metadata", metadata));
  }

  private static ObjectNode stop(Reply reply) {
    return NODES.objectNode().put("stopReason", reply.stopReason());
  }

  private static void sendCall(OutputStream out, Reply.Call call) throws IOException {
    var start = NODES.objectNode().put(INDEX, 0);
    start
        .putObject("start")
        .putObject("toolUse")
        .put("toolUseId", call.id())
        .put("name", call.name());
    send(out, EventFrames.event("contentBlockStart", start));
    var json = call.input().toString();
    var middle = json.length() / 2;
    for (var part : new String[] {json.substring(0, middle), json.substring(middle)}) {
      var delta = NODES.objectNode().put(INDEX, 0);
      delta.putObject("delta").putObject("toolUse").put("input", part);
      send(out, EventFrames.event("contentBlockDelta", delta));
    }
  }

  private static ObjectNode textDelta(String piece) {
    var delta = NODES.objectNode().put(INDEX, 0);
    delta.putObject("delta").put("text", piece);
    return delta;
  }

  private static ObjectNode usage(Asked asked, Reply reply) {
    return NODES
        .objectNode()
        .put("inputTokens", asked.tokens())
        .put("outputTokens", reply.tokens())
        .put("totalTokens", asked.tokens() + reply.tokens());
  }

  private static void send(OutputStream out, byte[] frame) throws IOException {
    out.write(frame);
    out.flush();
  }

  private static void pause(int millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped", e);
    }
  }
}
