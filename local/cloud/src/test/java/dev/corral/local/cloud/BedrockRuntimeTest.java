package dev.corral.local.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.BedrockRuntimeException;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamMetadataEvent;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.ResourceNotFoundException;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;
import software.amazon.awssdk.services.bedrockruntime.model.ThrottlingException;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;

class BedrockRuntimeTest {
  private static final String MODEL = "amazon.nova-lite-v1:0";

  @TempDir private static Path state;
  private static CloudProcess cloud;
  private static BedrockRuntimeClient runtime;
  private static BedrockRuntimeAsyncClient streams;

  @BeforeAll
  static void start() throws Exception {
    cloud = CloudProcess.start(state);
    runtime = cloud.aws(BedrockRuntimeClient.builder());
    streams =
        BedrockRuntimeAsyncClient.builder()
            .endpointOverride(cloud.aws())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
            .httpClient(NettyNioAsyncHttpClient.create())
            .build();
  }

  @AfterAll
  static void stop() throws Exception {
    streams.close();
    cloud.close();
  }

  @AfterEach
  void knobsBack() throws Exception {
    Files.deleteIfExists(state.resolve("aws/knobs.json"));
  }

  private static Message user(String text) {
    return Message.builder()
        .role(ConversationRole.USER)
        .content(ContentBlock.fromText(text))
        .build();
  }

  private static void knobs(String bedrock) throws Exception {
    Files.writeString(state.resolve("aws/knobs.json"), "{\"bedrock\":" + bedrock + "}");
  }

  private static List<ConverseStreamOutput> stream(String text) throws Exception {
    List<ConverseStreamOutput> events = new ArrayList<>();
    streams
        .converseStream(
            r -> r.modelId(MODEL).messages(user(text)),
            ConverseStreamResponseHandler.builder().subscriber(events::add).build())
        .get(20, TimeUnit.SECONDS);
    return events;
  }

  @Test
  void saysWhatItIsAndWhatWasAsked() {
    var answer = runtime.converse(r -> r.modelId(MODEL).messages(user("Where is Bonn?")));
    var text = answer.output().message().content().getFirst().text();
    assertTrue(text.contains("stand-in") && text.endsWith("Where is Bonn?"), text);
    assertEquals(StopReason.END_TURN, answer.stopReason());
    assertTrue(answer.usage().outputTokens() > 5);
    var arn = "arn:aws:bedrock:eu-central-1:000000000000:custom-model-deployment/q1w2e3r4t5y6";
    assertEquals(
        StopReason.MAX_TOKENS,
        runtime
            .converse(
                r -> r.modelId(arn).messages(user("Hello")).inferenceConfig(c -> c.maxTokens(3)))
            .stopReason());
  }

  @Test
  void streamsInTheOrderOfTheService() throws Exception {
    var events = stream("Where is Bonn?");
    var kinds = events.stream().map(event -> event.sdkEventType().toString()).distinct().toList();
    assertEquals(
        "[messageStart, contentBlockDelta, contentBlockStop, messageStop, metadata]",
        kinds.toString());
    assertTrue(events.size() > 7);
    var metadata = assertInstanceOf(ConverseStreamMetadataEvent.class, events.getLast());
    assertTrue(metadata.usage().inputTokens() > 0);
  }

  @Test
  void callsATool() {
    var schema =
        Document.mapBuilder()
            .putString("type", "object")
            .putDocument(
                "properties",
                Document.mapBuilder()
                    .putDocument("city", Document.mapBuilder().putString("type", "string").build())
                    .build())
            .build();
    var tool = Tool.fromToolSpec(t -> t.name("weather").inputSchema(i -> i.json(schema)));
    var answer =
        runtime.converse(r ->
            r.modelId(MODEL)
                .messages(user("Weather in Bonn?"))
                .toolConfig(c -> c.tools(tool).toolChoice(o -> o.any(a -> {}))));
    assertEquals(StopReason.TOOL_USE, answer.stopReason());
    var call = answer.output().message().content().getFirst().toolUse();
    assertEquals("weather", call.name());
    assertEquals("{\"city\": \"Bonn\"}", call.input().toString());
  }

  @Test
  void refusesWhatTheServiceRefuses() {
    assertThrows(
        ResourceNotFoundException.class,
        () -> runtime.converse(r -> r.modelId("nobody.nothing-v1:0").messages(user("Hi"))));
    assertThrows(
        ValidationException.class,
        () -> runtime.converse(r -> r.modelId(MODEL).messages(user("Hi"), user("again"))));
    assertThrows(
        ValidationException.class,
        () -> runtime.converse(r -> r.modelId("anthropic.claude-sonnet-4-6").messages(user("Hi"))));
    assertThrows(
        ValidationException.class,
        () -> runtime.converse(r -> r.modelId(MODEL).messages(user(" "))));
  }

  @Test
  void knobsMakeItFail() throws Exception {
    knobs("{\"" + MODEL + "\": {\"fail\": \"ThrottlingException\"}}");
    assertThrows(
        ThrottlingException.class,
        () -> runtime.converse(r -> r.modelId(MODEL).messages(user("Hi"))));
    knobs("{\"*\": {\"failInStream\": \"modelStreamErrorException\"}}");
    var failed = assertThrows(ExecutionException.class, () -> stream("Hi"));
    assertInstanceOf(BedrockRuntimeException.class, failed.getCause());
    knobs("{\"*\": {\"cutAfter\": 2, \"pauseMillis\": 1}}");
    var events = stream("Hi"); // the SDK itself does not notice that the end is missing
    assertEquals(3, events.size());
  }

  private static String invoke(String model, String body) {
    return runtime
        .invokeModel(r -> r.modelId(model).body(SdkBytes.fromUtf8String(body)))
        .body()
        .asUtf8String();
  }

  @Test
  void textsGetVectorsThatAreAlwaysTheSame() {
    String titan = "amazon.titan-embed-text-v2:0";
    String once = invoke(titan, "{\"inputText\":\"a cat\",\"dimensions\":256}");
    assertEquals(once, invoke(titan, "{\"inputText\":\"a cat\",\"dimensions\":256}"));
    assertTrue(once.contains("\"inputTextTokenCount\":1"), once);
    assertThrows(
        ValidationException.class, () -> invoke(titan, "{\"inputText\":\"x\",\"dimensions\":7}"));
    String cohere = "eu.cohere.embed-v4:0";
    var answer =
        runtime.invokeModel(r ->
            r.modelId(cohere)
                .body(
                    SdkBytes.fromUtf8String(
                        "{\"texts\":[\"a\",\"b\"],\"input_type\":\"search_query\"}")));
    assertTrue(answer.body().asUtf8String().contains("embeddings_floats"));
    assertEquals(
        "2",
        answer
            .sdkHttpResponse()
            .firstMatchingHeader("x-amzn-bedrock-input-token-count")
            .orElse(""));
    assertThrows(ValidationException.class, () -> invoke(cohere, "{\"texts\":[\"a\"]}"));
  }
}
