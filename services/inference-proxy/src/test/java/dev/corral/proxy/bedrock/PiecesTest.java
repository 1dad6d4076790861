package dev.corral.proxy.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.conversation.StopReason;
import dev.corral.proxy.conversation.Usage;
import dev.corral.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

class PiecesTest {
  private static List<Piece> of(ConverseStreamOutput... events) {
    StreamPieces reader = new StreamPieces();
    List<Piece> pieces = new ArrayList<>();
    for (ConverseStreamOutput event : events) {
      pieces.addAll(reader.of(event));
    }
    return pieces;
  }

  @Test
  void toolCallsAreCountedAmongThemselvesAndNotAmongBlocks() {
    var text =
        ConverseStreamOutput.contentBlockDeltaBuilder()
            .contentBlockIndex(0)
            .delta(delta -> delta.text("Let me see."))
            .build();
    var first =
        ConverseStreamOutput.contentBlockStartBuilder()
            .contentBlockIndex(1)
            .start(start -> start.toolUse(use -> use.toolUseId("a").name("add")))
            .build();
    var arguments =
        ConverseStreamOutput.contentBlockDeltaBuilder()
            .contentBlockIndex(1)
            .delta(delta -> delta.toolUse(use -> use.input("{\"n\":")))
            .build();
    var second =
        ConverseStreamOutput.contentBlockStartBuilder()
            .contentBlockIndex(2)
            .start(start -> start.toolUse(use -> use.toolUseId("b").name("wait")))
            .build();
    assertEquals(
        List.of(
            new Piece.Text("Let me see."),
            new Piece.ToolCall(0, "a", "add"),
            new Piece.Arguments(0, "{\"n\":"),
            new Piece.ToolCall(1, "b", "wait")),
        of(text, first, arguments, second));
  }

  @Test
  void whatWasThoughtKeepsItsSignature() {
    var thought =
        ConverseStreamOutput.contentBlockDeltaBuilder()
            .contentBlockIndex(0)
            .delta(delta -> delta.reasoningContent(r -> r.text("hm")))
            .build();
    var signature =
        ConverseStreamOutput.contentBlockDeltaBuilder()
            .contentBlockIndex(0)
            .delta(delta -> delta.reasoningContent(r -> r.signature("sig")))
            .build();
    assertEquals(
        List.of(new Piece.Reasoning("hm"), new Piece.Signature("sig")), of(thought, signature));
  }

  @Test
  void everyReasonIsAnEndAlsoOneThatNobodyKnows() {
    Map.of(
            "end_turn", StopReason.END,
            "tool_use", StopReason.TOOL_CALLS,
            "max_tokens", StopReason.LENGTH,
            "model_context_window_exceeded", StopReason.LENGTH,
            "stop_sequence", StopReason.STOP_SEQUENCE,
            "guardrail_intervened", StopReason.FILTERED,
            "content_filtered", StopReason.FILTERED,
            "malformed_tool_use", StopReason.END,
            "something_of_next_year", StopReason.END)
        .forEach((raw, reason) ->
            assertEquals(
                List.of(new Piece.Stopped(reason, Optional.of(raw))),
                of(ConverseStreamOutput.messageStopBuilder().stopReason(raw).build())));
  }

  @Test
  void theCountComesAfterTheEndAndHoldsWhatTheCacheGave() {
    StreamPieces reader = new StreamPieces();
    reader.of(ConverseStreamOutput.messageStopBuilder().stopReason("end_turn").build());
    assertTrue(reader.stopped());
    assertFalse(reader.complete());
    TokenUsage usage =
        TokenUsage.builder()
            .inputTokens(10)
            .outputTokens(4)
            .totalTokens(1017)
            .cacheReadInputTokens(1000)
            .cacheWriteInputTokens(3)
            .build();
    assertEquals(
        List.of(new Piece.Counted(new Usage(1013, 4, 1000, 0, 3))),
        reader.of(ConverseStreamOutput.metadataBuilder().usage(usage).build()));
    assertTrue(reader.complete());
  }

  @Test
  void aWholeAnswerIsTheSamePieces() {
    ConverseResponse answer =
        ConverseResponse.builder()
            .output(output ->
                output.message(message ->
                    message
                        .role(ConversationRole.ASSISTANT)
                        .content(
                            ContentBlock.fromReasoningContent(
                                r -> r.reasoningText(t -> t.text("hm").signature("sig"))),
                            ContentBlock.fromText("Hi"),
                            ContentBlock.fromToolUse(use ->
                                use.toolUseId("a")
                                    .name("add")
                                    .input(Document.mapBuilder().putNumber("n", 1).build())))))
            .stopReason("tool_use")
            .usage(usage -> usage.inputTokens(1).outputTokens(2).totalTokens(3))
            .build();
    assertEquals(
        List.of(
            new Piece.Reasoning("hm"),
            new Piece.Signature("sig"),
            new Piece.Text("Hi"),
            new Piece.ToolCall(0, "a", "add"),
            new Piece.Arguments(0, "{\"n\":1}"),
            new Piece.Stopped(StopReason.TOOL_CALLS, Optional.of("tool_use")),
            new Piece.Counted(new Usage(1, 2, 0, 0))),
        WholePieces.of(answer));
    assertThrows(ProblemException.class, () -> WholePieces.of(ConverseResponse.builder().build()));
  }
}
