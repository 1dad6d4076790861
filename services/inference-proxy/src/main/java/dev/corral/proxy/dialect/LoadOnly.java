package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/// Ollama's request without anything to answer: the model is only to be there. An engine that does
/// not speak Ollama is not asked at all; that it is ready is the answer.
final class LoadOnly implements Passage {

  @Override
  public Optional<byte[]> loaded(Prompt prompt, Instant now) {
    ObjectNode answer = JsonText.MAPPER.createObjectNode();
    answer.put("model", prompt.model()).put("created_at", now.toString());
    if (prompt.operation() == Operation.OLLAMA_GENERATE) {
      answer.put("response", "");
    } else {
      answer.putObject("message").put("role", "assistant").put("content", "");
    }
    answer.put("done", true).put("done_reason", "load");
    return Optional.of(OllamaVoice.line(answer));
  }

  @Override
  public String path() {
    throw new IllegalStateException("no engine is asked");
  }

  @Override
  public byte[] request(Prompt prompt, Bounds bounds) {
    throw new IllegalStateException("no engine is asked");
  }

  @Override
  public AnswerStream answers(Prompt prompt, AnswerClock clock) {
    throw new IllegalStateException("no engine is asked");
  }

  @Override
  public Voice.Whole whole(Prompt prompt, byte[] answer, Timing timing) {
    throw new IllegalStateException("no engine is asked");
  }
}
