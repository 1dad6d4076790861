package dev.corral.proxy.bedrock;

import dev.corral.proxy.conversation.Format;
import dev.corral.proxy.conversation.Sampling;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.OutputConfig;
import software.amazon.awssdk.services.bedrockruntime.model.OutputFormatType;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;

/// A conversation in the words of Converse. `maxTokens` is always said: Bedrock reserves quota for
/// the longest answer that a request allows.
record Asking(
    String id,
    List<SystemContentBlock> system,
    List<Message> messages,
    InferenceConfiguration inference,
    Optional<ToolConfiguration> tools,
    Optional<OutputConfig> output,
    Optional<Document> fields) {

  /// Throws the problem to answer with when the model could not keep to what is asked.
  static Asking of(Question question) {
    Sampling sampling = question.conversation().sampling();
    int maxTokens =
        Math.min(sampling.maxTokens().orElse(question.maxTokens()), question.maxTokens());
    return new Asking(
        question.id(),
        question.conversation().system().stream()
            .filter(text -> !text.isBlank())
            .map(SystemContentBlock::fromText)
            .toList(),
        Turns.messages(question.conversation().turns()),
        inference(sampling, maxTokens),
        Tools.of(question),
        output(question),
        ProviderFields.of(question, maxTokens));
  }

  private static InferenceConfiguration inference(Sampling sampling, int maxTokens) {
    InferenceConfiguration.Builder inference =
        InferenceConfiguration.builder().maxTokens(maxTokens);
    number(sampling.temperature()).ifPresent(inference::temperature);
    number(sampling.topP()).ifPresent(inference::topP);
    if (!sampling.stop().isEmpty()) {
      inference.stopSequences(sampling.stop());
    }
    return inference.build();
  }

  private static Optional<Float> number(OptionalDouble value) {
    return value.isPresent() ? Optional.of((float) value.getAsDouble()) : Optional.empty();
  }

  private static Optional<OutputConfig> output(Question question) {
    return switch (question.conversation().format()) {
      case Format.Free free -> Optional.empty();
      case Format.Json json ->
          throw new ProblemException(
              new Problem.FieldUnsupported("response_format", question.model()));
      case Format.Schema schema ->
          Optional.of(
              OutputConfig.builder()
                  .textFormat(format ->
                      format
                          .type(OutputFormatType.JSON_SCHEMA)
                          .structure(structure ->
                              structure.jsonSchema(json ->
                                  json.name(schema.name()).schema(schema.schema().toString()))))
                  .build());
    };
  }

  ConverseRequest whole() {
    ConverseRequest.Builder request =
        ConverseRequest.builder().modelId(id).messages(messages).inferenceConfig(inference);
    if (!system.isEmpty()) {
      request.system(system);
    }
    tools.ifPresent(request::toolConfig);
    output.ifPresent(request::outputConfig);
    fields.ifPresent(request::additionalModelRequestFields);
    return request.build();
  }

  ConverseStreamRequest stream() {
    ConverseStreamRequest.Builder request =
        ConverseStreamRequest.builder().modelId(id).messages(messages).inferenceConfig(inference);
    if (!system.isEmpty()) {
      request.system(system);
    }
    tools.ifPresent(request::toolConfig);
    output.ifPresent(request::outputConfig);
    fields.ifPresent(request::additionalModelRequestFields);
    return request.build();
  }
}
