package dev.corral.proxy.conformance;

import dev.corral.proxy.Scene;
import dev.corral.proxy.dialect.Operation;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;

/// Bedrock, for which the laptop's cloud stands in as a process of its own: it answers the same
/// question alike every time, so the AWS SDK is asked what it says.
record BedrockColumn() implements Column {
  private static final String ID = "amazon.nova-lite-v1:0";
  private static final String VECTORS = "amazon.titan-embed-text-v2:0";

  @Override
  public String title() {
    return "bedrock";
  }

  @Override
  public String model() {
    return "conform-bedrock";
  }

  @Override
  public String model(Operation operation) {
    return operation.embeds() ? "conform-vectors" : model();
  }

  @Override
  public void publish() {
    publish(model(), ID);
    publish("conform-vectors", VECTORS);
  }

  private static void publish(String name, String id) {
    Scene.model(
        name,
        "alice",
        true,
        "bedrock",
        Map.of("corral.dev/dialect", "bedrock", "corral.dev/bedrock-id", id));
  }

  @Override
  public int calls() {
    return 0;
  }

  @Override
  public void failing(boolean always) throws IOException {
    Path knobs = Path.of(Scene.setting("test.cloud-knobs"));
    if (always) {
      Files.writeString(knobs, "{\"bedrock\":{\"*\":{\"fail\":\"AccessDeniedException\"}}}");
    } else {
      Files.deleteIfExists(knobs);
    }
  }

  @Override
  public Heard heard(Operation operation, boolean stream, boolean tools) {
    try (BedrockRuntimeAsyncClient bedrock = client()) {
      Reading said =
          operation.embeds()
              ? vectors(bedrock, operation == Operation.OLLAMA_EMBEDDINGS ? 1 : 2)
              : reading(bedrock.converse(asked(operation, tools)).join());
      return new Heard(said, "translated");
    }
  }

  private static Reading vectors(BedrockRuntimeAsyncClient bedrock, int texts) {
    SdkBytes text = SdkBytes.fromUtf8String("{\"inputText\":\"hello\"}");
    String answer =
        bedrock
            .invokeModel(asked -> asked.modelId(VECTORS).body(text))
            .join()
            .body()
            .asUtf8String();
    int length = JsonPath.from(answer).getList("embedding").size();
    return new Reading(texts + " x " + length, "", -1, true, false);
  }

  private static ConverseRequest asked(Operation operation, boolean tools) {
    String question = Question.text(operation, tools);
    var request =
        ConverseRequest.builder()
            .modelId(ID)
            .messages(
                Message.builder()
                    .role(ConversationRole.USER)
                    .content(ContentBlock.fromText(question))
                    .build());
    if (tools) {
      Tool weather =
          Tool.builder()
              .toolSpec(spec -> spec.name("get_weather").inputSchema(in -> in.json(schema())))
              .build();
      request.toolConfig(config -> config.tools(weather));
    }
    return request.build();
  }

  private static Document schema() {
    Document city = Document.mapBuilder().putString("type", "string").build();
    return Document.mapBuilder()
        .putString("type", "object")
        .putDocument("properties", Document.mapBuilder().putDocument("city", city).build())
        .build();
  }

  private static Reading reading(ConverseResponse answer) {
    StringBuilder text = new StringBuilder();
    StringBuilder call = new StringBuilder();
    for (ContentBlock block : answer.output().message().content()) {
      if (block.type() == ContentBlock.Type.TOOL_USE) {
        call.append(Reading.call(block.toolUse().name(), block.toolUse().input().toString()));
      } else {
        text.append(block.text());
      }
    }
    return new Reading(
        text.toString(), call.toString(), answer.usage().outputTokens(), true, false);
  }

  private static BedrockRuntimeAsyncClient client() {
    return BedrockRuntimeAsyncClient.builder()
        .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
        .region(Region.EU_CENTRAL_1)
        .endpointOverride(URI.create(Scene.setting("corral.bedrock.endpoint-override")))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
