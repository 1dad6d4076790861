package dev.corral.local.engine.generation;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.Pair;
import dev.corral.local.engine.generation.ChatMessage.Role;
import dev.corral.local.engine.gguf.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// llama.cpp inside this process. Several answers may be generated at once, each in a slot of its
/// own with its own context.
public final class LlamaCpp implements LanguageModel {
  private final LlamaModel model;
  private final int contextLength;
  private final int beginTokens;

  private LlamaCpp(LlamaModel model, int contextLength, int beginTokens) {
    this.model = model;
    this.contextLength = contextLength;
    this.beginTokens = beginTokens;
  }

  /// Loads the weights.
  ///
  /// @param context the wish for the context; the model's own limit holds
  public static LlamaCpp load(ModelCard card, int context, int slots) throws IOException {
    var length = Math.min(context, card.contextLength());
    var parameters =
        new ModelParameters()
            .setModel(card.file().toString())
            .setCtxSize(length * slots)
            .setParallel(slots)
            .setThreads(threads(card))
            .disableContextShift()
            .disableLog();
    var model = withOwnLibraryDirectory(() -> new LlamaModel(parameters));
    return new LlamaCpp(model, length, card.addsBeginToken() ? 1 : 0);
  }

  @Override
  public int contextLength() {
    return contextLength;
  }

  @Override
  public int countTokens(String text) {
    return model.encode(text).length + beginTokens;
  }

  /// The library's parser ends the process on an unknown role, so roles are an enum here.
  @Override
  public String applyTemplate(List<ChatMessage> messages) {
    var system = new StringBuilder();
    var turns = new ArrayList<Pair<String, String>>();
    for (var message : messages) {
      var content = PrivateUse.disguise(message.content());
      if (message.role() == Role.SYSTEM) {
        system.append(system.isEmpty() ? "" : "\n").append(content);
      } else {
        turns.add(new Pair<>(message.role() == Role.USER ? "user" : "assistant", content));
      }
    }
    var parameters = new InferenceParameters("").setUseChatTemplate(true);
    return PrivateUse.reveal(model.applyTemplate(parameters.setMessages(system.toString(), turns)));
  }

  @Override
  public Pieces generate(String prompt, Sampling sampling) {
    var parameters =
        new InferenceParameters(prompt)
            .setTemperature(sampling.temperature())
            .setTopK(sampling.topK())
            .setTopP(sampling.topP())
            .setMinP(sampling.minP())
            .setRepeatPenalty(sampling.repeatPenalty())
            .setSeed(sampling.seed())
            .setNPredict(sampling.maxTokens());
    sampling.schema().map(LlamaCpp::grammar).ifPresent(parameters::setGrammar);
    return new NativePieces(model.generate(parameters).iterator());
  }

  /// Without white space between the tokens of JSON: a small model would lose itself in it.
  private static String grammar(String schema) {
    return LlamaModel.jsonSchemaToGrammar(schema)
        .replaceFirst("(?m)^space ::=.*$", "space ::= \"\"");
  }

  /// The library unpacks itself under a fixed name in the shared temporary directory and deletes
  /// what it finds there: two engines that start together would trip over each other. Once loaded,
  /// the file is not needed any more (where the system allows to remove it).
  private static LlamaModel withOwnLibraryDirectory(Supplier<LlamaModel> load) throws IOException {
    var directory = Files.createTempDirectory("corral-engine-");
    System.setProperty("de.kherud.llama.tmpdir", directory.toString());
    try {
      return load.get();
    } finally {
      delete(directory);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (var file : files.toList()) {
        file.toFile().deleteOnExit();
        file.toFile().delete();
      }
    }
    directory.toFile().delete();
  }

  /// One thread is fastest for a tiny model; a real one gets every core.
  private static int threads(ModelCard card) {
    return card.isSmall() ? 1 : Runtime.getRuntime().availableProcessors();
  }

  private final class NativePieces implements Pieces {
    private final LlamaIterator iterator;

    NativePieces(LlamaIterator iterator) {
      this.iterator = iterator;
    }

    @Override
    public boolean hasNext() {
      return iterator.hasNext();
    }

    @Override
    public Piece next() {
      var text = iterator.next().text;
      return new Piece(text, iterator.hasNext() ? tokensBehind(text) : 0);
    }

    @Override
    public void cancel() {
      iterator.cancel();
    }

    /// The library holds bytes back until they form a character, and reports them as one piece.
    private int tokensBehind(String text) {
      if (text.chars().allMatch(c -> c < 128)) {
        return 1;
      }
      return Math.max(1, model.encode("\n" + text).length - model.encode("\n").length);
    }
  }
}
