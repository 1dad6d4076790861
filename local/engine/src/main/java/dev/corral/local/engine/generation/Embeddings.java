package dev.corral.local.engine.generation;

import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.args.PoolingType;
import dev.corral.local.engine.gguf.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Vectors of texts, by the same weights: the state behind the last token, of length 1. Loaded with
/// the first request, because a loaded model either generates or embeds.
public final class Embeddings {
  private final ModelCard card;
  private final int contextLength;
  private Optional<LlamaModel> model = Optional.empty();

  /// @param contextLength the most tokens of one text
  public Embeddings(ModelCard card, int contextLength) {
    this.card = card;
    this.contextLength = contextLength;
  }

  /// One vector per text, and the tokens of all together.
  public record Vectors(List<float[]> vectors, int tokens) {}

  /// Computes the vectors; one caller at a time.
  ///
  /// @throws BadPromptException when a text is empty or longer than the context
  public synchronized Vectors of(List<String> texts) {
    var llm = loaded();
    var vectors = new ArrayList<float[]>(texts.size());
    var tokens = 0;
    for (var text : texts) {
      tokens += tokens(llm, text);
      vectors.add(llm.embed(text));
    }
    return new Vectors(vectors, tokens);
  }

  /// The native library ends the process over what does not fit.
  private int tokens(LlamaModel llm, String text) {
    var tokens = text.isEmpty() ? 0 : llm.encode(text).length;
    if (tokens == 0 || tokens >= contextLength) {
      throw new BadPromptException(
          "a text to embed must have between 1 and %d tokens".formatted(contextLength - 1));
    }
    return tokens;
  }

  private LlamaModel loaded() {
    if (model.isEmpty()) {
      model =
          Optional.of(
              new LlamaModel(
                  new ModelParameters()
                      .setModel(card.file().toString())
                      .enableEmbedding()
                      .setPoolingType(PoolingType.LAST)
                      .setCtxSize(contextLength)
                      .setBatchSize(contextLength)
                      .setUbatchSize(contextLength)
                      .setThreads(1)
                      .disableLog()));
    }
    return model.get();
  }
}
