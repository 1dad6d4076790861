package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/// A request body with the places of the few values that may have to change; everything else goes
/// to the engine byte by byte.
public final class PromptBody {

  /// Where a value stands.
  record Span(int start, int end) {}

  /// Where a number stands and what it says.
  record Bound(Span at, long value) {}

  private static final int BYTES_PER_TOKEN = 4;

  private final byte[] bytes;
  private final PromptFields fields;

  PromptBody(byte[] bytes, PromptFields fields) {
    this.bytes = bytes;
    this.fields = fields;
  }

  /// Length as it arrived.
  public int length() {
    return bytes.length;
  }

  /// The whole body as a tree, for a road on which it is translated.
  public ObjectNode tree() {
    try {
      return (ObjectNode) JsonText.EXACT.readTree(bytes);
    } catch (IOException e) {
      throw new ProblemException(new Problem.Malformed("The body is not valid JSON."));
    }
  }

  /// Whether vectors are to come as base64.
  boolean asksBase64() {
    return fields.base64();
  }

  /// Whether an Ollama request has no messages or no prompt, which means: only load the model.
  public boolean asksNothing() {
    Operation operation = fields.operation();
    return !fields.asks()
        && (operation == Operation.OLLAMA_CHAT || operation == Operation.OLLAMA_GENERATE);
  }

  /// How the conversation begins, the same for each of its requests.
  ///
  /// @param most bytes of each part that count
  public byte[] beginning(int most) {
    return fields.beginning().read(bytes, most);
  }

  /// Most tokens that prompt and answers can have together, as far as bytes tell.
  ///
  /// @param tokenCap most tokens of one answer
  /// @param contextLength tokens that the model can hold, 0 when unknown
  public long mostTokens(int tokenCap, int contextLength) {
    if (fields.operation().embeds()) {
      return bytes.length / BYTES_PER_TOKEN;
    }
    int cap = contextLength > 0 ? Math.min(tokenCap, contextLength) : tokenCap;
    long asked =
        fields.tokenLimits().stream()
            .mapToLong(Bound::value)
            .filter(value -> value >= 1 && value <= cap)
            .max()
            .orElse(cap);
    return bytes.length / BYTES_PER_TOKEN + asked * fields.answers();
  }

  /// The body for the engine: its own name for the model, and no more tokens than the model and the
  /// platform allow.
  public byte[] forEngine(String servedName, int tokenCap, int contextLength) {
    return forEngine(servedName, tokenCap, contextLength, false);
  }

  /// The same.
  ///
  /// @param counting whether the engine is to count with every piece of a stream
  byte[] forEngine(String servedName, int tokenCap, int contextLength, boolean counting) {
    int cap = contextLength > 0 ? Math.min(tokenCap, contextLength) : tokenCap;
    TreeMap<Integer, Edit> edits = new TreeMap<>();
    fields.model().ifPresent(span -> replace(edits, span, JsonText.quoted(servedName)));
    switch (fields.operation()) {
      case OPENAI_CHAT, OPENAI_COMPLETIONS -> openAi(edits, cap, counting);
      case OPENAI_RESPONSES -> tokens(edits, "max_output_tokens", cap);
      case ANTHROPIC_MESSAGES -> tokens(edits, "max_tokens", cap);
      case OLLAMA_CHAT, OLLAMA_GENERATE -> ollama(edits, cap, contextLength);
      case OLLAMA_EMBED, OLLAMA_EMBEDDINGS -> stays(edits, contextLength);
      case OPENAI_EMBEDDINGS -> {}
    }
    return apply(edits);
  }

  private void openAi(Map<Integer, Edit> edits, int cap, boolean counting) {
    if (fields.stream()) {
      String wanted =
          counting
              ? "{\"include_usage\":true,\"continuous_usage_stats\":true}"
              : "{\"include_usage\":true}";
      fields
          .streamOptions()
          .ifPresentOrElse(
              span -> replace(edits, span, wanted),
              () -> first(edits, "\"stream_options\":" + wanted));
    }
    tokens(edits, "max_tokens", cap);
  }

  private void tokens(Map<Integer, Edit> edits, String name, int cap) {
    if (fields.tokenLimits().isEmpty()) {
      first(edits, "\"" + name + "\":" + cap);
    }
    fields.tokenLimits().forEach(bound -> clamp(edits, bound, cap));
  }

  /// The model stays loaded, whatever the caller says, and no larger than it was launched.
  private void stays(Map<Integer, Edit> edits, int contextLength) {
    fields.keepAlive().ifPresent(span -> replace(edits, span, "-1"));
    if (contextLength > 0) {
      fields.contexts().forEach(bound -> clamp(edits, bound, contextLength));
    }
  }

  private void ollama(Map<Integer, Edit> edits, int cap, int contextLength) {
    stays(edits, contextLength);
    fields.tokenLimits().forEach(bound -> clamp(edits, bound, cap));
    if (fields.tokenLimits().isEmpty()) {
      String wanted = "\"num_predict\":" + cap;
      fields
          .options()
          .ifPresentOrElse(
              span -> options(edits, span, wanted),
              () -> first(edits, "\"options\":{" + wanted + "}"));
    }
  }

  private void options(Map<Integer, Edit> edits, Span options, String member) {
    if (bytes[options.start()] != '{') {
      replace(edits, options, "{" + member + "}");
      return;
    }
    int inside = options.start() + 1;
    edits.put(inside, new Edit(inside, member + (emptyFrom(inside) ? "" : ",")));
  }

  private boolean emptyFrom(int from) {
    int at = from;
    while (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t') {
      at++;
    }
    return bytes[at] == '}';
  }

  private void first(Map<Integer, Edit> edits, String member) {
    int inside = fields.opening() + 1;
    edits.merge(
        inside,
        new Edit(inside, member + ","),
        (one, two) -> new Edit(inside, one.text() + two.text()));
  }

  private static void clamp(Map<Integer, Edit> edits, Bound bound, int cap) {
    if (bound.value() < 1 || bound.value() > cap) {
      replace(edits, bound.at(), Integer.toString(cap));
    }
  }

  private static void replace(Map<Integer, Edit> edits, Span span, String text) {
    edits.put(span.start(), new Edit(span.end(), text));
  }

  private byte[] apply(TreeMap<Integer, Edit> edits) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 128);
    int at = 0;
    for (Map.Entry<Integer, Edit> edit : edits.entrySet()) {
      out.write(bytes, at, edit.getKey() - at);
      out.writeBytes(edit.getValue().text().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      at = edit.getValue().end();
    }
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  private record Edit(int end, String text) {}
}
