package dev.corral.proxy.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.conformance.Recordings;
import dev.corral.proxy.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A stream is complete or an error, wherever it is cut; numbers are the engine's or estimated.
class AnswerStreamTest {
  private static final String OPENAI =
      """
      data: {"choices":[{"delta":{"role":"assistant","content":""}}],"usage":null}

      data: {"choices":[{"delta":{"content":"Say \\"usage\\":{ "}}],"usage":null}

      data: {"choices":[{"delta":{"content":"é世"}}]}

      data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

      data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}

      data: [DONE]

      """;
  private static final String OLLAMA =
      """
      {"message":{"role":"assistant","content":"a"},"done":false}
      {"message":{"role":"assistant","content":"\\"done\\":true"},"done":false}
      {"message":{"role":"assistant","content":""},"done":true,"total_duration":7000000,"eval_count":2,"eval_duration":5}
      """;

  private static final class TestClock implements AnswerClock {
    int tokens;
    boolean wantsStop;
    List<String> stops = new ArrayList<>();

    @Override
    public boolean wantsStop() {
      return wantsStop;
    }

    @Override
    public void stopped(String word) {
      stops.add(word);
    }

    @Override
    public void token() {
      tokens++;
    }

    @Override
    public Timing timing() {
      return new Timing(1, 20, 400);
    }
  }

  private static String recorded(Operation operation) {
    return operation.dialect() == Dialect.OPENAI ? OPENAI : OLLAMA;
  }

  private static AnswerStream stream(Operation operation, boolean usageAsked, TestClock clock) {
    PromptFields fields = new PromptFields(operation);
    Prompt prompt =
        new Prompt(operation, "m", true, usageAsked, new PromptBody(new byte[40], fields));
    return new Relayed(operation).answers(prompt, clock);
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"OPENAI_CHAT", "OPENAI_COMPLETIONS", "OLLAMA_CHAT", "OLLAMA_GENERATE"})
  void cutAtAnyByteItIsAnErrorAtAFrameBoundary(Operation operation) {
    byte[] whole = recorded(operation).getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut < whole.length; cut++) {
      AnswerStream stream = stream(operation, true, new TestClock());
      AnswerStream.Step fed = stream.feed(Arrays.copyOf(whole, cut));
      AnswerStream.Step end = stream.end();
      boolean lineEndOnly =
          new String(whole, cut, whole.length - cut, StandardCharsets.UTF_8).isBlank();
      assertEquals(lineEndOnly, stream.complete(), "cut at " + cut);
      Optional<Problem> expected =
          lineEndOnly ? Optional.empty() : Optional.of(new Problem.EngineBroken());
      assertEquals(expected, end.problem(), "cut at " + cut);
      String sent = new String(fed.bytes(), StandardCharsets.UTF_8);
      assertTrue(sent.isEmpty() || sent.endsWith("\n"), "half a frame went out at " + cut);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"OPENAI_CHAT", "OPENAI_COMPLETIONS", "OLLAMA_CHAT", "OLLAMA_GENERATE"})
  void splitAnywhereTheSameBytesComeOut(Operation operation) {
    byte[] whole = recorded(operation).getBytes(StandardCharsets.UTF_8);
    String expected = text(stream(operation, true, new TestClock()).feed(whole));
    for (int split = 0; split <= whole.length; split++) {
      AnswerStream stream = stream(operation, true, new TestClock());
      String out =
          text(stream.feed(Arrays.copyOf(whole, split)))
              + text(stream.feed(Arrays.copyOfRange(whole, split, whole.length)));
      assertEquals(expected, out);
      assertTrue(stream.complete());
    }
  }

  @Test
  void whyAnAnswerEndsIsLookedForOnlyWhereSomebodyWantsToKnow() {
    String counted =
        "data: {\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}\n\n";
    for (String frames : List.of(OPENAI, counted)) {
      TestClock nobody = new TestClock();
      stream(Operation.OPENAI_CHAT, true, nobody).feed(frames.getBytes(StandardCharsets.UTF_8));
      assertEquals(List.of(), nobody.stops);
      TestClock somebody = new TestClock();
      somebody.wantsStop = true;
      stream(Operation.OPENAI_CHAT, true, somebody).feed(frames.getBytes(StandardCharsets.UTF_8));
      assertEquals(List.of("stop"), somebody.stops);
    }
  }

  @Test
  void usageGoesOnlyToThoseWhoAsked() {
    TestClock clock = new TestClock();
    AnswerStream asked = stream(Operation.OPENAI_CHAT, true, clock);
    String out = text(asked.feed(OPENAI.getBytes(StandardCharsets.UTF_8)));
    assertTrue(
        out.contains(
            "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5,"
                + "\"ttft_ms\":20,\"generation_ms\":400,\"tokens_per_second\":5.0}"),
        out);
    assertEquals(2, clock.tokens);
    assertEquals(TokenCount.exact(3, 2), asked.tokens());
    String silent =
        text(
            stream(Operation.OPENAI_CHAT, false, clock)
                .feed(OPENAI.getBytes(StandardCharsets.UTF_8)));
    assertFalse(silent.contains("total_tokens"));
    assertTrue(silent.endsWith("data: [DONE]\n\n"));
  }

  @Test
  void ollamasOwnDurationsStay() {
    AnswerStream stream = stream(Operation.OLLAMA_CHAT, false, new TestClock());
    String out = text(stream.feed(OLLAMA.getBytes(StandardCharsets.UTF_8)));
    assertTrue(out.contains("\"total_duration\":7000000,\"eval_count\":2,\"eval_duration\":5"));
    assertTrue(out.contains("\"corral\":{\"queue_ms\":1,\"ttft_ms\":20,\"generation_ms\":400"));
    assertEquals(TokenCount.exact(0, 2), stream.tokens());
  }

  @Test
  void aCutStreamIsEstimatedFromWhatWasSeen() {
    AnswerStream stream = stream(Operation.OPENAI_CHAT, false, new TestClock());
    assertTrue(
        stream
            .feed(
                OPENAI
                    .substring(0, OPENAI.indexOf("data: [DONE]") - 100)
                    .getBytes(StandardCharsets.UTF_8))
            .problem()
            .isEmpty());
    assertEquals(TokenCount.estimated(40, 2), stream.tokens());
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {"OPENAI_CHAT", "OPENAI_COMPLETIONS", "OLLAMA_CHAT", "OLLAMA_GENERATE"})
  void garbageAndEngineErrorsEndTheStream(Operation operation) {
    for (String bad :
        new String[] {
          "%&!~ no frame\n\n",
          "data: <html>\n\n",
          "data: {\"error\":{\"message\":\"0xdead\"}}\n\n",
          "{\"error\":\"0xdead\"}\n\n",
          "[1]\n\n"
        }) {
      AnswerStream.Step step =
          stream(operation, false, new TestClock()).feed(bad.getBytes(StandardCharsets.UTF_8));
      assertEquals(Optional.of(new Problem.EngineBroken()), step.problem(), bad);
      assertEquals(0, step.bytes().length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", ""})
  void doneInTheArgumentsOfAToolCallMeansNothing(String lineEnd) {
    String call =
        "{\"message\":{\"content\":\"\",\"tool_calls\":[{\"function\":{\"name\":\"f\","
            + "\"arguments\":{\"done\":%s}}}]},\"done\":%s}"
            + lineEnd;
    AnswerStream cut = stream(Operation.OLLAMA_CHAT, false, new TestClock());
    cut.feed(call.formatted("true", "false").getBytes(StandardCharsets.UTF_8));
    assertEquals(Optional.of(new Problem.EngineBroken()), cut.end().problem());
    assertFalse(cut.complete());
    AnswerStream whole = stream(Operation.OLLAMA_CHAT, false, new TestClock());
    whole.feed(call.formatted("false", "true").getBytes(StandardCharsets.UTF_8));
    assertEquals(Optional.empty(), whole.end().problem());
    assertTrue(whole.complete());
  }

  @Test
  void nothingFollowsTheEnd() {
    AnswerStream stream = stream(Operation.OPENAI_CHAT, false, new TestClock());
    assertTrue(text(stream.feed(OPENAI.getBytes(StandardCharsets.UTF_8))).endsWith("[DONE]\n\n"));
    assertEquals("", text(stream.feed("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8))));
  }

  private static String text(AnswerStream.Step step) {
    return new String(step.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void anEngineThatCountsAsItGoesIsCountedExactlyWhereItIsCut() throws Exception {
    byte[] body =
        "{\"model\":\"m\",\"stream\":true,\"messages\":[]}".getBytes(StandardCharsets.UTF_8);
    Prompt prompt =
        new PromptReader(new PromptReaderTest.Limits()).read(body, Operation.OPENAI_CHAT);
    Passage way = new Relayed(Operation.OPENAI_CHAT).counting();
    String sent =
        new String(way.request(prompt, new Passage.Bounds("m", 9, 0)), StandardCharsets.UTF_8);
    assertTrue(sent.contains("{\"include_usage\":true,\"continuous_usage_stats\":true}"), sent);
    AnswerStream answers = way.answers(prompt, new TestClock());
    StringBuilder seen = new StringBuilder();
    for (int i = 1; i <= 3; i++) {
      String piece =
          "data: {\"choices\":[{\"delta\":{\"content\":\"a b\"},\"p\":0.10}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":%d}}\n\n"
              .formatted(i * 2);
      byte[] passed = answers.feed(piece.getBytes(StandardCharsets.UTF_8)).bytes();
      seen.append(new String(passed, StandardCharsets.UTF_8));
    }
    assertEquals(TokenCount.exact(7, 6), answers.tokens());
    String piece = "data: {\"choices\":[{\"delta\":{\"content\":\"a b\"},\"p\":0.10}]}\n\n";
    assertEquals(piece.repeat(3), seen.toString());
  }

  @Test
  void eachOfSeveralChoicesCountsForItself() throws Exception {
    String recorded = Recordings.of("vllm").answer("vllm-chat-choices-stream").body();
    Prompt prompt =
        new PromptReader(new PromptReaderTest.Limits())
            .read(
                "{\"model\":\"m\",\"stream\":true,\"n\":2,\"messages\":[]}"
                    .getBytes(StandardCharsets.UTF_8),
                Operation.OPENAI_CHAT);
    AnswerStream whole =
        new Relayed(Operation.OPENAI_CHAT).counting().answers(prompt, new TestClock());
    whole.feed(recorded.getBytes(StandardCharsets.UTF_8));
    String cut = recorded.substring(0, recorded.indexOf("\"choices\":[]"));
    AnswerStream left =
        new Relayed(Operation.OPENAI_CHAT).counting().answers(prompt, new TestClock());
    left.feed(cut.getBytes(StandardCharsets.UTF_8));
    assertEquals(TokenCount.exact(16, 6), whole.tokens());
    assertEquals(whole.tokens(), left.tokens());
  }
}
