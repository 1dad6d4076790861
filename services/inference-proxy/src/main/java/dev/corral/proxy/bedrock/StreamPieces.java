package dev.corral.proxy.bedrock;

import dev.corral.proxy.conversation.Piece;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDelta;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockDeltaEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStart;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlockStartEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.MessageStopEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ReasoningContentBlockDelta;

/// The events of one stream as pieces. The answer is all there when `messageStop` has come; the
/// count follows it.
final class StreamPieces {
  private final Map<Integer, Integer> calls = new HashMap<>();
  private boolean stopped;
  private boolean counted;

  /// The pieces of one event; most events of the frame around an answer have none.
  List<Piece> of(ConverseStreamOutput event) {
    return switch (event) {
      case ContentBlockStartEvent start -> started(start);
      case ContentBlockDeltaEvent delta -> grown(delta);
      case MessageStopEvent stop -> {
        stopped = true;
        yield List.of(Endings.stopped(stop.stopReasonAsString()));
      }
      case ConverseStreamMetadataEvent metadata when metadata.usage() != null -> {
        counted = true;
        yield List.of(Endings.counted(metadata.usage()));
      }
      default -> List.of();
    };
  }

  /// Whether the model has said all.
  boolean stopped() {
    return stopped;
  }

  /// Whether nothing can follow.
  boolean complete() {
    return stopped && counted;
  }

  private List<Piece> started(ContentBlockStartEvent event) {
    ContentBlockStart start = event.start();
    if (start == null || start.toolUse() == null) {
      return List.of();
    }
    int index = calls.size();
    calls.put(event.contentBlockIndex(), index);
    return List.of(new Piece.ToolCall(index, start.toolUse().toolUseId(), start.toolUse().name()));
  }

  private List<Piece> grown(ContentBlockDeltaEvent event) {
    ContentBlockDelta delta = event.delta();
    if (delta == null) {
      return List.of();
    }
    if (delta.text() != null) {
      return List.of(new Piece.Text(delta.text()));
    }
    if (delta.toolUse() != null) {
      int index = calls.getOrDefault(event.contentBlockIndex(), 0);
      return List.of(new Piece.Arguments(index, delta.toolUse().input()));
    }
    return delta.reasoningContent() == null ? List.of() : thought(delta.reasoningContent());
  }

  private static List<Piece> thought(ReasoningContentBlockDelta thought) {
    if (thought.text() != null) {
      return List.of(new Piece.Reasoning(thought.text()));
    }
    return thought.signature() == null
        ? List.of()
        : List.of(new Piece.Signature(thought.signature()));
  }
}
