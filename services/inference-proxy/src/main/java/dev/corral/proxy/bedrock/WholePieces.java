package dev.corral.proxy.bedrock;

import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningTextBlock;

/// A whole answer as pieces.
final class WholePieces {
  private final List<Piece> pieces = new ArrayList<>();
  private int calls;

  private WholePieces() {}

  static List<Piece> of(ConverseResponse answer) {
    if (answer.output() == null
        || answer.output().message() == null
        || answer.stopReasonAsString() == null) {
      throw new ProblemException(new Problem.EngineBroken());
    }
    WholePieces whole = new WholePieces();
    answer.output().message().content().forEach(whole::add);
    whole.pieces.add(Endings.stopped(answer.stopReasonAsString()));
    if (answer.usage() != null) {
      whole.pieces.add(Endings.counted(answer.usage()));
    }
    return whole.pieces;
  }

  private void add(ContentBlock block) {
    if (block.text() != null) {
      pieces.add(new Piece.Text(block.text()));
    } else if (block.toolUse() != null) {
      pieces.add(new Piece.ToolCall(calls, block.toolUse().toolUseId(), block.toolUse().name()));
      pieces.add(new Piece.Arguments(calls, Documents.json(block.toolUse().input())));
      calls++;
    } else if (block.reasoningContent() != null
        && block.reasoningContent().reasoningText() != null) {
      ReasoningTextBlock thought = block.reasoningContent().reasoningText();
      pieces.add(new Piece.Reasoning(thought.text()));
      if (thought.signature() != null) {
        pieces.add(new Piece.Signature(thought.signature()));
      }
    }
  }
}
