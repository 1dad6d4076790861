package dev.corral.proxy.bedrock;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.Sampling;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.document.Document;

/// The fields that Converse has no name for and hands to the model as they are. What the model is
/// not known to take is refused by name rather than dropped.
final class ProviderFields {
  private static final int LEAST_BUDGET = 1024;
  private static final Map<String, Integer> BUDGETS =
      Map.of("low", 1024, "medium", 4096, "high", 16_384);
  private static final Set<String> DEGREES = Set.of("low", "medium", "high");

  private final Question question;
  private final Provider provider;
  private final int maxTokens;
  private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

  private ProviderFields(Question question, int maxTokens) {
    this.question = question;
    this.provider = Provider.of(question.id());
    this.maxTokens = maxTokens;
  }

  /// @param maxTokens of the answer, which what is thought has to fit in
  static Optional<Document> of(Question question, int maxTokens) {
    ProviderFields made = new ProviderFields(question, maxTokens);
    made.sampling(question.conversation().sampling());
    made.reasoning(question.conversation());
    return made.fields.isEmpty() ? Optional.empty() : Optional.of(Documents.of(made.fields));
  }

  private void sampling(Sampling sampling) {
    if (sampling.seed().isPresent()) {
      throw unsupported("seed");
    }
    if (sampling.presencePenalty().orElse(0) != 0) {
      throw unsupported("presence_penalty");
    }
    if (sampling.frequencyPenalty().orElse(0) != 0) {
      throw unsupported("frequency_penalty");
    }
    sampling.topK().ifPresent(this::topK);
  }

  private void topK(int topK) {
    switch (provider) {
      case ANTHROPIC, MISTRAL -> fields.put("top_k", topK);
      case NOVA, NOVA_2 -> fields.putObject("inferenceConfig").put("topK", topK);
      case COHERE -> fields.put("k", topK);
      case GPT_OSS, OTHER -> throw unsupported("top_k");
    }
  }

  private void reasoning(Conversation asked) {
    String effort = asked.effort().orElse("");
    if (effort.isEmpty() && asked.thinkingBudget().isEmpty()) {
      return;
    }
    if (effort.equals(Conversation.SILENT)) {
      if (provider == Provider.GPT_OSS) {
        throw unsupported("reasoning_effort"); // it cannot be kept from thinking
      }
      return; // the others think only when they are asked to
    }
    switch (provider) {
      case ANTHROPIC -> thinking(asked, effort);
      case GPT_OSS -> fields.put("reasoning_effort", degree(effort));
      case NOVA_2 ->
          fields
              .putObject("reasoningConfig")
              .put("type", "enabled")
              .put("maxReasoningEffort", degree(effort));
      case NOVA, COHERE, MISTRAL, OTHER -> throw unsupported("reasoning_effort");
    }
  }

  private void thinking(Conversation asked, String effort) {
    int wanted = asked.thinkingBudget().orElseGet(() -> BUDGETS.getOrDefault(degree(effort), 0));
    int budget = Math.min(wanted, maxTokens - 1);
    if (!Provider.thinksByBudget(question.id()) || budget < LEAST_BUDGET) {
      throw unsupported("reasoning_effort");
    }
    fields.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
  }

  private String degree(String effort) {
    if (effort.isEmpty() || effort.equals(Conversation.REASON)) {
      return "medium";
    }
    if (!DEGREES.contains(effort)) {
      throw unsupported("reasoning_effort");
    }
    return effort;
  }

  private ProblemException unsupported(String field) {
    return new ProblemException(new Problem.FieldUnsupported(field, question.model()));
  }
}
