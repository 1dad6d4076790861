package dev.corral.proxy.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The models of Bedrock that turn texts into vectors, and how each kind is asked by InvokeModel.
enum EmbeddingModel {
  /// One text a call, one size.
  TITAN_1("amazon[.]titan-embed-(text-v1|g1-text-02)(:.*)?", 1, Set.of()),
  /// One text a call.
  TITAN_2("amazon[.]titan-embed-text-v2(:.*)?", 1, Set.of(256, 512, 1024)),
  COHERE_3("cohere[.]embed-(english|multilingual)-v3(:.*)?", 96, Set.of()),
  COHERE_4("cohere[.]embed-v4(:.*)?", 96, Set.of(256, 512, 1024, 1536));

  /// Every model that only turns something into vectors has it in its name.
  private static final Pattern EMBEDS = Pattern.compile(".*[.-](embed|embeddings?)(-.*|:.*|$)");

  private static final Set<String> KINDS =
      Set.of("search_document", "search_query", "classification", "clustering");
  private static final String USUAL_KIND = "search_document";

  private final Pattern ids;
  private final int texts;
  private final Set<Integer> sizes;

  EmbeddingModel(String ids, int texts, Set<Integer> sizes) {
    this.ids = Pattern.compile(ids);
    this.texts = texts;
    this.sizes = sizes;
  }

  /// The kind that an id is of; empty when texts cannot be sent to it.
  static Optional<EmbeddingModel> of(String id) {
    return Provider.plain(id)
        .flatMap(model ->
            Arrays.stream(values()).filter(one -> one.ids.matcher(model).matches()).findFirst());
  }

  /// Whether a model makes vectors, ones of texts or of something else, and so cannot chat.
  static boolean embeds(String id) {
    return Provider.plain(id).filter(model -> EMBEDS.matcher(model).matches()).isPresent();
  }

  /// Most texts of one call.
  int texts() {
    return texts;
  }

  private boolean cohere() {
    return this == COHERE_3 || this == COHERE_4;
  }

  /// Throws which field the model could not keep to.
  void check(EmbeddingQuestion question) {
    if (question.dimensions().isPresent() && sizes.isEmpty()) {
      throw unsupported("dimensions", question);
    }
    if (question.dimensions().isPresent() && !sizes.contains(question.dimensions().getAsInt())) {
      String known = sizes.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
      throw invalid("dimensions", "must be one of " + known + " for this model");
    }
    if (question.kind().isPresent() && !cohere()) {
      throw unsupported("input_type", question);
    }
    if (question.kind().filter(kind -> !KINDS.contains(kind)).isPresent()) {
      throw invalid("input_type", "does not name what the vectors are for");
    }
    if (question.normalize().isPresent() && this != TITAN_2) {
      throw unsupported("normalize", question);
    }
  }

  /// The body of one call. A text that is too long is refused by the model, never cut.
  ObjectNode request(EmbeddingQuestion question, List<String> some) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (cohere()) {
      some.forEach(body.putArray("texts")::add);
      body.put("input_type", question.kind().orElse(USUAL_KIND)).put("truncate", "NONE");
      body.putArray("embedding_types").add("float");
      question.dimensions().ifPresent(size -> body.put("output_dimension", size));
      return body;
    }
    body.put("inputText", some.getFirst());
    question.dimensions().ifPresent(size -> body.put("dimensions", size));
    question.normalize().ifPresent(wanted -> body.put("normalize", wanted.booleanValue()));
    return body;
  }

  /// The vectors of an answer, one for each text in their order.
  List<JsonNode> vectors(JsonNode answer) {
    if (!cohere()) {
      return List.of(answer.path("embedding"));
    }
    JsonNode all = answer.path("embeddings");
    return (all.isArray() ? all : all.path("float")).valueStream().toList();
  }

  private static ProblemException unsupported(String field, EmbeddingQuestion question) {
    return new ProblemException(new Problem.FieldUnsupported(field, question.model()));
  }

  private static ProblemException invalid(String field, String why) {
    return new ProblemException(
        new Problem.InvalidField(field, "The field '" + field + "' " + why + "."));
  }
}
