package dev.corral.proxy.bedrock;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

/// The vectors of some texts: as many calls as the model needs for them, a few at a time, all or
/// nothing. The answer is put together as OpenAI's API has it, which every dialect is made from.
final class Embedding {
  private static final Logger LOG = Logger.getLogger(Embedding.class);
  private static final int PARALLEL = 8;

  /// Vectors are not of one length as they are written, but nearly so: a quarter is more than that.
  private static final int MARGIN = 4;

  /// Answers come on threads that carry every stream of Bedrock, and vectors are long.
  private static final Executor ASIDE = Thread::startVirtualThread;

  private static final String COUNTED = "x-amzn-bedrock-input-token-count";
  private static final JsonMapper EXACT =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final EmbeddingQuestion question;
  private final EmbeddingModel model;
  private final Function<byte[], CompletableFuture<InvokeModelResponse>> sender;
  private final int largest;
  private final List<List<String>> batches = new ArrayList<>();
  private final List<Optional<Part>> parts = new ArrayList<>();
  private final List<CompletableFuture<?>> running = new ArrayList<>();
  private final CompletableFuture<byte[]> all = new CompletableFuture<>();
  private final AtomicLong counted = new AtomicLong();
  private int next;
  private int left;
  private int have;
  private long size;

  /// What one call gave: vectors as they are written, and what they cost.
  private record Part(List<byte[]> vectors, OptionalLong tokens) {}

  private Embedding(
      EmbeddingQuestion question,
      Function<byte[], CompletableFuture<InvokeModelResponse>> sender,
      int largest) {
    this.question = question;
    this.model = question.kindOfModel();
    this.sender = sender;
    this.largest = largest;
    List<String> texts = question.texts();
    for (int at = 0; at < texts.size(); at += model.texts()) {
      batches.add(texts.subList(at, Math.min(texts.size(), at + model.texts())));
      parts.add(Optional.empty());
    }
    this.left = batches.size();
  }

  /// Asks.
  ///
  /// @param sender sends one body
  /// @param largest bytes of all vectors
  static Vectors of(
      EmbeddingQuestion question,
      Function<byte[], CompletableFuture<InvokeModelResponse>> sender,
      int largest) {
    Embedding embedding = new Embedding(question, sender, largest);
    embedding.all.whenComplete((answer, failure) -> embedding.end());
    for (int i = 0; i < PARALLEL; i++) {
      embedding.another();
    }
    return new Vectors(embedding.all, embedding.counted::get);
  }

  private void another() {
    CompletableFuture<InvokeModelResponse> call;
    int index;
    synchronized (this) {
      if (next == batches.size() || all.isDone()) {
        return;
      }
      index = next++;
      call = send(batches.get(index));
      running.add(call);
    }
    call.whenCompleteAsync((answer, failure) -> arrived(index, answer, failure), ASIDE);
  }

  private CompletableFuture<InvokeModelResponse> send(List<String> texts) {
    try {
      return sender.apply(EXACT.writeValueAsBytes(model.request(question, texts)));
    } catch (IOException | RuntimeException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  private void arrived(
      int index, @Nullable InvokeModelResponse answer, @Nullable Throwable failure) {
    try {
      if (answer == null) {
        Throwable cause = failure == null ? new IllegalStateException() : failure;
        throw new ProblemException(Faults.problem(cause, question.model(), false));
      }
      if (keep(index, part(answer, batches.get(index).size()))) {
        all.complete(whole());
      } else {
        another();
      }
    } catch (ProblemException refused) {
      all.completeExceptionally(refused);
    } catch (RuntimeException e) {
      LOG.errorf("vectors could not be put together: %s", e.getClass().getSimpleName());
      all.completeExceptionally(new ProblemException(new Problem.Internal()));
    }
  }

  private Part part(InvokeModelResponse answer, int texts) {
    try {
      JsonNode body = EXACT.readTree(answer.body().asByteArrayUnsafe());
      List<byte[]> vectors = new ArrayList<>();
      for (JsonNode vector : model.vectors(body)) {
        if (!vector.isArray() || vector.isEmpty()) {
          throw broken();
        }
        vectors.add(EXACT.writeValueAsBytes(vector));
      }
      if (vectors.size() != texts) {
        throw broken();
      }
      return new Part(vectors, tokens(answer, body));
    } catch (IOException notJson) {
      throw broken();
    }
  }

  private static OptionalLong tokens(InvokeModelResponse answer, JsonNode body) {
    JsonNode told = body.path("inputTextTokenCount");
    if (told.isIntegralNumber()) {
      return OptionalLong.of(Math.max(0, told.longValue()));
    }
    return answer
        .sdkHttpResponse()
        .firstMatchingHeader(COUNTED)
        .filter(text -> text.matches("\\d{1,9}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  /// Whether that was the last one.
  private synchronized boolean keep(int index, Part part) {
    counted.addAndGet(part.tokens().orElse(0));
    for (byte[] vector : part.vectors()) {
      size += vector.length;
    }
    have += part.vectors().size();
    refuseTooMany();
    parts.set(index, Optional.of(part));
    return --left == 0;
  }

  /// The first vectors tell how long all of them will be: what cannot fit is not asked to its end.
  private void refuseTooMany() {
    int wanted = question.texts().size();
    long expected = size * wanted / have;
    if (wanted > 1 && (size > largest || expected - expected / MARGIN > largest)) {
      throw new ProblemException(
          new Problem.InvalidField(
              "input", "The field 'input' has more texts than their vectors fit into one answer."));
    }
    if (size > largest) {
      throw broken();
    }
  }

  private synchronized List<Part> kept() {
    return parts.stream().flatMap(Optional::stream).toList();
  }

  private byte[] whole() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Part> all = kept();
    try (JsonGenerator json = EXACT.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("object", "list");
      json.writeArrayFieldStart("data");
      int index = 0;
      for (Part part : all) {
        for (byte[] vector : part.vectors()) {
          json.writeStartObject();
          json.writeStringField("object", "embedding");
          json.writeNumberField("index", index++);
          json.writeFieldName("embedding");
          json.writeRawValue(new String(vector, US_ASCII));
          json.writeEndObject();
        }
      }
      json.writeEndArray();
      json.writeStringField("model", question.model());
      usage(json, all);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /// Only when every call has told: half a count would be a wrong one.
  private static void usage(JsonGenerator json, List<Part> all) throws IOException {
    if (all.stream().allMatch(part -> part.tokens().isPresent())) {
      long sum = all.stream().mapToLong(part -> part.tokens().getAsLong()).sum();
      json.writeObjectFieldStart("usage");
      json.writeNumberField("prompt_tokens", sum);
      json.writeNumberField("total_tokens", sum);
      json.writeEndObject();
    }
  }

  private synchronized void end() {
    running.forEach(call -> call.cancel(true));
  }

  private static ProblemException broken() {
    return new ProblemException(new Problem.EngineBroken());
  }
}
