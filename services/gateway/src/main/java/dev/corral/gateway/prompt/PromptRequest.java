package dev.corral.gateway.prompt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What is asked of a model: a chat as OpenAI's API has it, or one prompt.
@Schema(requiredProperties = {"model"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromptRequest(
    @NotBlank @Size(max = 128) String model,
    @Schema(description = "A chat; or send `prompt`") @Size(min = 1, max = 500)
        @Nullable List<Map<String, Object>> messages,
    @Schema(description = "One question; or send `messages`") @Size(min = 1)
        @Nullable String prompt,
    @JsonProperty("max_tokens") @Min(1) @Max(1_000_000) @Nullable Integer maxTokens,
    @Nullable Double temperature,
    @JsonProperty("top_p") @Nullable Double topP,
    @Nullable Long seed,
    @Size(max = 16) @Nullable List<String> stop,
    @JsonProperty("response_format") @Nullable Map<String, Object> responseFormat,
    @Size(max = 128) @Nullable List<Map<String, Object>> tools,
    @JsonProperty("tool_choice") @Nullable Object toolChoice) {

  /// Either the one or the other.
  @AssertTrue(message = "send either messages or prompt")
  @Schema(hidden = true)
  boolean isAsking() {
    return (messages == null) != (prompt == null);
  }

  /// The same as a chat.
  PromptRequest asChat() {
    List<Map<String, Object>> chat =
        prompt == null ? messages : List.of(Map.of("role", "user", "content", prompt));
    return new PromptRequest(
        model,
        chat,
        null,
        maxTokens,
        temperature,
        topP,
        seed,
        stop,
        responseFormat,
        tools,
        toolChoice);
  }
}
