package dev.corral.proxy.dialect;

import com.fasterxml.jackson.core.JsonToken;
import dev.corral.proxy.dialect.PromptBody.Bound;
import java.io.IOException;

/// What the proxy keeps of the fields that it is shown, and which of their values it refuses.
final class PromptNotes {
  private static final int MOST_LOGPROBS = 20;

  private final PromptFields fields;
  private final PromptConfig limits;

  PromptNotes(PromptFields fields, PromptConfig limits) {
    this.fields = fields;
    this.limits = limits;
  }

  /// One field of `zone`, after everything inside it.
  void note(Zone zone, PromptValue value) throws IOException {
    switch (zone) {
      case TOP -> top(value);
      case OPTIONS -> option(value);
      case STREAM_OPTIONS -> {
        if (value.name().equals("include_usage")) {
          fields.usageAsked(value.bool());
        }
      }
      case MESSAGES, TOOLS, FORMAT, FREE, OTHER -> {}
    }
  }

  private void top(PromptValue value) throws IOException {
    fields.beginning().note(value.name(), value.at());
    switch (value.name()) {
      case "model" -> fields.model(value.at(), value.text());
      case "stream" -> stream(value);
      case "prompt", "input" -> texts(value);
      case "messages" -> fields.asks(!value.isEmpty());
      case "tools", "functions" -> {
        value.atMost(limits.maxTools());
        value.noLongerThan(limits.maxToolsBytes());
      }
      default -> {
        bounded(value);
        ofOperation(value);
      }
    }
  }

  /// What would exhaust an engine, in every dialect.
  private void bounded(PromptValue value) throws IOException {
    switch (value.name()) {
      case "stop", "stop_sequences" -> value.atMost(limits.maxStops());
      case "response_format", "format", "text", "output_format", "output_config" ->
          value.noLongerThan(limits.maxFormatBytes());
      case "n", "best_of" -> fields.choices(value.between(1, limits.maxChoices()));
      case "top_logprobs" -> value.between(0, MOST_LOGPROBS);
      case "logit_bias" -> value.atMost(limits.maxBiases());
      case "logprobs" -> {
        if (fields.operation() == Operation.OPENAI_COMPLETIONS) {
          value.between(0, MOST_LOGPROBS);
        }
      }
      case "seed" -> seed(value);
      default -> {}
    }
  }

  private void ofOperation(PromptValue value) throws IOException {
    switch (fields.operation()) {
      case OPENAI_CHAT, OPENAI_COMPLETIONS -> openAi(value);
      case OPENAI_RESPONSES -> limit(value, "max_output_tokens");
      case ANTHROPIC_MESSAGES -> {
        if (!value.isNull()) {
          limit(value, "max_tokens");
        }
      }
      case OLLAMA_CHAT, OLLAMA_GENERATE, OLLAMA_EMBED, OLLAMA_EMBEDDINGS -> ollama(value);
      case OPENAI_EMBEDDINGS -> {
        if (value.name().equals("encoding_format") && !value.isNull()) {
          fields.base64(value.text().equals("base64"));
        }
      }
    }
  }

  private void openAi(PromptValue value) throws IOException {
    limit(value, "max_tokens");
    limit(value, "max_completion_tokens");
    if (value.name().equals("stream_options")) {
      value.requireObject();
      fields.streamOptions(value.at());
    }
  }

  private void limit(PromptValue value, String name) throws IOException {
    if (value.name().equals(name)) {
      fields.tokenLimits().add(value.limit());
    }
  }

  private void ollama(PromptValue value) {
    switch (value.name()) {
      case "keep_alive" -> fields.keepAlive(value.at());
      case "options" -> {
        value.requireObject();
        fields.options(value.at());
      }
      default -> {}
    }
  }

  private void option(PromptValue value) throws IOException {
    switch (value.name()) {
      case "num_predict" -> fields.tokenLimits().add(new Bound(value.at(), value.number()));
      case "num_ctx" -> fields.contexts().add(value.limit());
      case "stop" -> value.atMost(limits.maxStops());
      case "seed" -> seed(value);
      default -> {}
    }
  }

  private void stream(PromptValue value) {
    if (value.isNull()) {
      return;
    }
    boolean wanted = value.bool();
    if (wanted && fields.operation() == Operation.OPENAI_EMBEDDINGS) {
      throw value.invalid("cannot be true: vectors are not streamed");
    }
    fields.stream(wanted && !fields.operation().embeds());
  }

  private void texts(PromptValue value) throws IOException {
    switch (fields.operation()) {
      case OPENAI_COMPLETIONS -> {
        atMostTexts(value, limits.maxPrompts());
        fields.prompts(value.texts());
      }
      case OLLAMA_GENERATE -> fields.asks(!value.isEmpty());
      case OPENAI_EMBEDDINGS, OLLAMA_EMBED -> atMostTexts(value, limits.maxInputs());
      default -> {}
    }
  }

  private static void atMostTexts(PromptValue value, int most) {
    if (value.texts() > most) {
      throw value.invalid("has more than " + most + " entries");
    }
  }

  private static void seed(PromptValue value) throws IOException {
    if (!value.isNull() && value.token() != JsonToken.VALUE_NUMBER_FLOAT) {
      value.number();
    }
  }
}
