package dev.corral.proxy.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

/// Requests for vectors in each model's words, and the answers in the shapes that the service's
/// documentation shows.
class EmbeddingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TITAN = "amazon.titan-embed-text-v2:0";
  private static final String COHERE = "eu.cohere.embed-v4:0";
  private static final int LARGEST = 1000;

  private final List<JsonNode> asked = new ArrayList<>();

  private static EmbeddingQuestion question(String id, String fields) {
    return EmbeddingQuestion.read(
        ("{\"model\":\"served\"," + fields + "}").getBytes(UTF_8), "m", id);
  }

  private JsonNode answer(String id, String fields, String fixture, String counted)
      throws IOException {
    return answer(question(id, fields), fixture, counted, LARGEST);
  }

  private JsonNode answer(EmbeddingQuestion question, String fixture, String counted, int largest)
      throws IOException {
    byte[] body;
    try (InputStream in =
        getClass().getResourceAsStream("/bedrock/embeddings/" + fixture + ".json")) {
      body = Objects.requireNonNull(in).readAllBytes();
    }
    SdkHttpResponse.Builder http = SdkHttpResponse.builder().statusCode(200);
    if (!counted.isEmpty()) {
      http.putHeader("x-amzn-bedrock-input-token-count", counted);
    }
    InvokeModelResponse.Builder said =
        InvokeModelResponse.builder().body(SdkBytes.fromByteArray(body));
    said.sdkHttpResponse(http.build());
    byte[] made =
        Embedding.of(
                question,
                sent -> {
                  asked.add(tree(sent));
                  return CompletableFuture.completedFuture((InvokeModelResponse) said.build());
                },
                largest)
            .answer()
            .join();
    return JSON.readTree(made);
  }

  private static JsonNode tree(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void titanIsAskedOncePerTextAndItsNumbersStayAsTheyAre() throws IOException {
    JsonNode answer =
        answer(
            TITAN,
            "\"input\":[\"hello\",\"world\"],\"dimensions\":256,\"normalize\":false,\"encoding_format\":\"float\",\"user\":\"u\"",
            "titan-v2",
            "");
    assertEquals(
        List.of(
            tree(
                "{\"inputText\":\"hello\",\"dimensions\":256,\"normalize\":false}".getBytes(UTF_8)),
            tree(
                "{\"inputText\":\"world\",\"dimensions\":256,\"normalize\":false}"
                    .getBytes(UTF_8))),
        asked);
    assertEquals(2, answer.path("data").size());
    assertEquals(1, answer.at("/data/1/index").asInt());
    assertEquals(-0.08264314383268356, answer.at("/data/0/embedding/0").asDouble());
    assertEquals(1.9073486E-6, answer.at("/data/0/embedding/2").asDouble());
    assertEquals(14, answer.at("/usage/prompt_tokens").asInt());
    assertEquals("m", answer.path("model").asText());
  }

  @Test
  void theFirstTitanTakesNothingButTheText() throws IOException {
    JsonNode answer = answer("amazon.titan-embed-text-v1", "\"input\":\"hello\"", "titan-v1", "");
    assertEquals("{\"inputText\":\"hello\"}", asked.getFirst().toString());
    assertEquals(3, answer.at("/usage/prompt_tokens").asInt());
  }

  @Test
  void cohereIsAskedInBatchesAndCountsInAHeader() throws IOException {
    JsonNode answer =
        answer(
            COHERE,
            "\"input\":[\"hello\",\"world\"],\"dimensions\":512,\"input_type\":\"search_query\"",
            "cohere-v4-by-type",
            "9");
    assertEquals(
        tree(
            "{\"texts\":[\"hello\",\"world\"],\"input_type\":\"search_query\",\"truncate\":\"NONE\",\"embedding_types\":[\"float\"],\"output_dimension\":512}"
                .getBytes(UTF_8)),
        asked.getFirst());
    assertEquals(0.75, answer.at("/data/1/embedding/1").asDouble());
    assertEquals(9, answer.at("/usage/prompt_tokens").asInt());
    JsonNode third =
        answer(
            "cohere.embed-multilingual-v3",
            "\"input\":[\"hello\",\"world\"]",
            "cohere-v3-floats",
            "");
    assertEquals("search_document", asked.getLast().path("input_type").asText());
    assertEquals(0.0123, third.at("/data/0/embedding/0").asDouble());
    assertTrue(third.path("usage").isMissingNode(), "nobody has counted");
  }

  @Test
  void manyTextsAreManyCallsAndAnAnswerThatDoesNotFitIsBroken() {
    String input =
        IntStream.range(0, 200).mapToObj(i -> "\"t\"").collect(Collectors.joining(",", "[", "]"));
    CompletionException lacking =
        assertThrows(
            CompletionException.class,
            () -> answer(COHERE, "\"input\":" + input, "cohere-v4-by-type", "1"));
    assertInstanceOf(Problem.EngineBroken.class, ProblemException.of(lacking));
    assertEquals(96, asked.getFirst().path("texts").size());
    CompletionException large =
        assertThrows(
            CompletionException.class,
            () -> answer(question(TITAN, "\"input\":\"x\""), "titan-v2", "1", 10));
    assertInstanceOf(Problem.EngineBroken.class, ProblemException.of(large));
  }

  private static InvokeModelResponse titan(int tokens) {
    return InvokeModelResponse.builder()
        .body(
            SdkBytes.fromUtf8String(
                "{\"embedding\":[0.5,0.25],\"inputTextTokenCount\":%d}".formatted(tokens)))
        .build();
  }

  private static EmbeddingQuestion texts(int count) {
    return question(
        TITAN,
        IntStream.range(0, count)
            .mapToObj(i -> "\"t\"")
            .collect(Collectors.joining(",", "\"input\":[", "]")));
  }

  @Test
  void answersAreReadAsideAndWhatTheyCountedIsKnownWhenAnotherFails() {
    List<CompletableFuture<InvokeModelResponse>> calls = new ArrayList<>();
    Vectors vectors =
        Embedding.of(
            texts(2),
            sent -> {
              calls.add(new CompletableFuture<>());
              return calls.getLast();
            },
            LARGEST);
    CompletableFuture<Thread> where =
        vectors.answer().handle((answer, failure) -> Thread.currentThread());
    calls.getFirst().complete(titan(7));
    await().until(() -> vectors.counted().getAsLong() == 7);
    calls.getLast().completeExceptionally(new IllegalStateException());
    assertTrue(where.join().isVirtual());
    assertThrows(CompletionException.class, vectors.answer()::join);
    assertEquals(7, vectors.counted().getAsLong());
  }

  @Test
  void moreTextsThanFitAreNotAskedToTheEnd() {
    AtomicInteger calls = new AtomicInteger();
    Vectors vectors =
        Embedding.of(
            texts(2000),
            sent -> {
              calls.incrementAndGet();
              return CompletableFuture.completedFuture(titan(1));
            },
            LARGEST);
    CompletionException refused = assertThrows(CompletionException.class, vectors.answer()::join);
    assertInstanceOf(Problem.InvalidField.class, ProblemException.of(refused));
    assertTrue(calls.get() < 100, "it is known from the first vectors");
  }

  @Test
  void anAnswerThatCannotBeReadAtAllFailsTheRequest() {
    InvokeModelResponse without = InvokeModelResponse.builder().build();
    Vectors vectors =
        Embedding.of(texts(1), sent -> CompletableFuture.completedFuture(without), LARGEST);
    CompletionException failed =
        assertThrows(
            CompletionException.class, vectors.answer().orTimeout(10, TimeUnit.SECONDS)::join);
    assertInstanceOf(Problem.Internal.class, ProblemException.of(failed));
    assertFalse(failed.getCause() instanceof TimeoutException);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amazon.titan-embed-text-v1|\"input\":\"x\",\"dimensions\":256|dimensions",
        "cohere.embed-english-v3|\"input\":\"x\",\"dimensions\":256|dimensions",
        "cohere.embed-english-v3|\"input\":\"x\",\"normalize\":true|normalize",
        "amazon.titan-embed-text-v2:0|\"input\":\"x\",\"input_type\":\"search_query\"|input_type",
        "amazon.titan-embed-text-v2:0|\"input\":\"x\",\"late_chunking\":true|late_chunking"
      })
  void whatAModelCannotIsRefusedByName(String id, String fields, String field) {
    ProblemException refused = assertThrows(ProblemException.class, () -> question(id, fields));
    assertEquals(new Problem.FieldUnsupported(field, "m"), refused.problem());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"input\":[[1,2]]",
        "\"input\":[1,2]",
        "\"input\":[]",
        "\"input\":\"\"",
        "\"n\":null",
        "\"input\":\"x\",\"dimensions\":300",
        "\"input\":\"x\",\"dimensions\":256.5",
        "\"input\":\"x\",\"normalize\":\"yes\""
      })
  void whatIsNoTextOrNoSuchSizeIsRefused(String fields) {
    ProblemException refused = assertThrows(ProblemException.class, () -> question(TITAN, fields));
    assertInstanceOf(Problem.InvalidField.class, refused.problem());
  }

  @Test
  void modelsThatOnlyMakeVectorsAreKnownByTheirIds() {
    for (String id :
        List.of(
            TITAN,
            COHERE,
            "arn:aws:bedrock:eu-central-1::foundation-model/" + TITAN,
            "amazon.titan-embed-image-v1",
            "amazon.nova-2-multimodal-embeddings-v1:0",
            "twelvelabs.marengo-embed-2-7-v1:0")) {
      assertTrue(EmbeddingQuestion.only(id), id);
    }
    assertTrue(EmbeddingQuestion.possible(TITAN) && EmbeddingQuestion.possible(COHERE));
    assertFalse(EmbeddingQuestion.possible("amazon.titan-embed-image-v1"));
    for (String id : List.of("amazon.nova-lite-v1:0", "cohere.command-r-v1:0")) {
      assertFalse(EmbeddingQuestion.only(id) || EmbeddingQuestion.possible(id), id);
    }
  }
}
