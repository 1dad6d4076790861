package dev.corral.dispatcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallsTest {
  @ParameterizedTest
  @CsvSource({
    "hf://Qwen/Qwen3-8B, hermes",
    "hf://Qwen/Qwen3-Coder-30B-A3B-Instruct, qwen3_coder",
    "hf://me/my-qwen2.5-7b-tuned@main, hermes",
    "hf://NousResearch/Hermes-3-Llama-3.1-8B, hermes",
    "hf://meta-llama/Llama-3.1-8B-Instruct, llama3_json",
    "hf://deepseek-ai/DeepSeek-V3.1, deepseek_v31",
    "hf://deepseek-ai/DeepSeek-V3-0324, deepseek_v3",
    "s3://weights/teams/gpt-oss-20b/, openai"
  })
  void aFamilyIsKnownByItsName(String source, String parser) {
    assertThat(ToolCalls.arguments(source))
        .containsExactly("--enable-auto-tool-choice", "--tool-call-parser", parser);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hf://someone/own-model", "s3://weights/a/", "hf://Qwen/Qwen3-Embedding-8B"})
  void whoIsUnknownOrDoesNotChatGetsNone(String source) {
    assertThat(ToolCalls.arguments(source)).isEmpty();
  }
}
