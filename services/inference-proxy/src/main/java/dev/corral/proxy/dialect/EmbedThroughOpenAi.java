package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Ollama's two calls for vectors to an engine that knows OpenAI's only.
final class EmbedThroughOpenAi implements Passage {

  private final ObjectNode asked = JsonText.MAPPER.createObjectNode();

  /// For this prompt, or throws which of its fields the engine could not honour.
  EmbedThroughOpenAi(Prompt prompt) {
    asked.put("model", prompt.model());
    prompt
        .body()
        .tree()
        .properties()
        .forEach(field -> add(prompt, field.getKey(), field.getValue()));
    if (!asked.has("input")) {
      String missing = prompt.operation() == Operation.OLLAMA_EMBED ? "input" : "prompt";
      throw new ProblemException(
          new Problem.InvalidField(missing, "The field '" + missing + "' is required."));
    }
  }

  @Override
  public String path() {
    return Operation.OPENAI_EMBEDDINGS.enginePath();
  }

  @Override
  public byte[] request(Prompt prompt, Bounds bounds) {
    return OpenAiVoice.bytes(asked.deepCopy().put("model", bounds.servedName()));
  }

  /// A text that is too long is the engine's refusal, never cut silently, so `truncate` is nothing
  /// to pass on; the model stays loaded whatever `keep_alive` says.
  private void add(Prompt prompt, String name, JsonNode value) {
    boolean old = prompt.operation() == Operation.OLLAMA_EMBEDDINGS;
    switch (name) {
      case "model", "keep_alive", "truncate", "stream" -> {}
      case "input", "prompt" -> {
        if (name.equals("prompt") != old) {
          throw unsupported(prompt, name);
        }
        asked.set("input", value);
      }
      case "dimensions" -> asked.set(name, value);
      default -> {
        if (!value.isNull() && !(name.equals("options") && value.isEmpty())) {
          throw unsupported(prompt, name);
        }
      }
    }
  }

  private static ProblemException unsupported(Prompt prompt, String field) {
    return new ProblemException(new Problem.FieldUnsupported(field, prompt.model()));
  }

  @Override
  public AnswerStream answers(Prompt prompt, AnswerClock clock) {
    throw AnswerStream.broken(); // vectors are never streamed
  }

  @Override
  public Voice.Whole whole(Prompt prompt, byte[] answer, Timing timing) {
    Vectors vectors = Vectors.of(answer);
    TokenCount tokens = vectors.tokens(prompt);
    byte[] body =
        prompt.operation() == Operation.OLLAMA_EMBED
            ? many(prompt, vectors.arrays(), tokens, timing)
            : one(vectors.arrays());
    return new Voice.Whole(body, tokens, timing);
  }

  private static byte[] many(Prompt prompt, List<byte[]> arrays, TokenCount tokens, Timing timing) {
    long call = timing.ttftMs() + timing.generationMs();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(FrameBytes.ascii("{\"model\":"));
    out.writeBytes(OpenAiVoice.bytes(JsonText.MAPPER.getNodeFactory().textNode(prompt.model())));
    out.writeBytes(FrameBytes.ascii(",\"embeddings\":["));
    for (int i = 0; i < arrays.size(); i++) {
      out.writeBytes(FrameBytes.ascii(i == 0 ? "" : ","));
      out.writeBytes(arrays.get(i));
    }
    out.writeBytes(
        FrameBytes.ascii(
            "],\"total_duration\":"
                + TimeUnit.MILLISECONDS.toNanos(call + timing.queueMs())
                + ",\"load_duration\":"
                + TimeUnit.MILLISECONDS.toNanos(timing.queueMs())
                + ",\"prompt_eval_count\":"
                + tokens.in()
                + "}"));
    return out.toByteArray();
  }

  private static byte[] one(List<byte[]> arrays) {
    if (arrays.size() != 1) {
      throw AnswerStream.broken();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(FrameBytes.ascii("{\"embedding\":"));
    out.writeBytes(arrays.getFirst());
    out.writeBytes(FrameBytes.ascii("}"));
    return out.toByteArray();
  }
}
