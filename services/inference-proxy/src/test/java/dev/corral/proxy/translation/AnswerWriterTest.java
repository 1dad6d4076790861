package dev.corral.proxy.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.proxy.conversation.AnswerWriter;
import dev.corral.proxy.conversation.AnswerWriter.Times;
import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.conversation.StopReason;
import dev.corral.proxy.conversation.Usage;
import dev.corral.proxy.dialect.JsonText;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/// The same pieces in every dialect, in its order and its words.
class AnswerWriterTest {
  private static final Times TIMES = new Times(1, 20, 400);
  private static final List<Piece> PIECES =
      List.of(
          new Piece.Reasoning("Weather "),
          new Piece.Reasoning("it is."),
          new Piece.Signature("c2ln"),
          new Piece.Text("I "),
          new Piece.Text("look."),
          new Piece.ToolCall(0, "call_a", "weather"),
          new Piece.Arguments(0, "{\"city\":"),
          new Piece.Arguments(0, "\"Linz\"}"),
          new Piece.ToolCall(1, "call_b", "clock"),
          new Piece.Stopped(StopReason.TOOL_CALLS, Optional.of("tool_calls")),
          new Piece.Counted(new Usage(12, 8, 4, 3, 2)));

  private static AnswerWriter writer(Operation operation) {
    String body =
        "{\"model\":\"m\",\"max_tokens\":9,\"stream_options\":{\"include_usage\":true},"
            + "\"tools\":[{\"type\":\"function\",\"name\":\"weather\"}]}";
    return Answers.writer(Asked.prompt(operation, body), Asked.CLOCK, Asked.numbered());
  }

  private static String streamed(Operation operation, List<Piece> pieces) {
    AnswerWriter writer = writer(operation);
    StringBuilder out = new StringBuilder();
    pieces.forEach(piece -> out.append(new String(writer.write(piece), StandardCharsets.UTF_8)));
    return out.append(new String(writer.end(TIMES), StandardCharsets.UTF_8)).toString();
  }

  private static JsonNode whole(Operation operation, List<Piece> pieces) throws IOException {
    AnswerWriter writer = writer(operation);
    pieces.forEach(writer::take);
    return JsonText.EXACT.readTree(writer.whole(TIMES));
  }

  private static List<String> types(String stream) {
    return Stream.of(stream.split("\n\n"))
        .map(event -> {
          String[] lines = event.split("\n");
          String name = lines[0].substring("event: ".length());
          assertTrue(lines[1].startsWith("data: {\"type\":\"" + name + "\""), event);
          return name;
        })
        .toList();
  }

  @Test
  void anthropicTellsOneBlockAfterTheOther() throws IOException {
    assertEquals(
        List.of(
            "message_start",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_delta",
            "content_block_delta",
            "content_block_stop",
            "content_block_start",
            "content_block_stop",
            "message_delta",
            "message_stop"),
        types(streamed(Operation.ANTHROPIC_MESSAGES, PIECES)));
    JsonNode whole = whole(Operation.ANTHROPIC_MESSAGES, PIECES);
    assertEquals("tool_use", whole.path("stop_reason").textValue());
    assertEquals("c2ln", whole.at("/content/0/signature").textValue());
    assertEquals("Linz", whole.at("/content/2/input/city").textValue());
    assertEquals("{}", whole.at("/content/3/input").toString());
    assertEquals(6, whole.at("/usage/input_tokens").intValue());
    assertEquals(4, whole.at("/usage/cache_read_input_tokens").intValue());
    assertEquals(2, whole.at("/usage/cache_creation_input_tokens").intValue());
  }

  @Test
  void responsesNumberTheirEventsAndRepeatTheirItems() throws IOException {
    String stream = streamed(Operation.OPENAI_RESPONSES, PIECES);
    List<String> types = types(stream);
    assertEquals("response.created", types.getFirst());
    assertEquals("response.in_progress", types.get(1));
    assertEquals("response.completed", types.getLast());
    String[] events = stream.split("\n\n");
    for (int i = 0; i < events.length; i++) {
      JsonNode event = JsonText.EXACT.readTree(events[i].substring(events[i].indexOf('{')));
      assertEquals(i, event.path("sequence_number").intValue());
    }
    JsonNode whole = whole(Operation.OPENAI_RESPONSES, PIECES);
    JsonNode last = JsonText.EXACT.readTree(stream.substring(stream.lastIndexOf("data: ") + 6));
    assertEquals("Weather it is.", whole.at("/output/0/summary/0/text").textValue());
    assertEquals("I look.", whole.at("/output/1/content/0/text").textValue());
    assertEquals("{\"city\":\"Linz\"}", whole.at("/output/2/arguments").textValue());
    assertEquals("call_b", whole.at("/output/3/call_id").textValue());
    assertEquals(whole.path("usage"), last.at("/response/usage"));
    assertEquals("weather", last.at("/response/tools/0/name").textValue());
    assertFalse(whole.path("store").booleanValue());
  }

  @Test
  void openAiEndsWithReasonUsageAndDone() throws IOException {
    String stream = streamed(Operation.OPENAI_CHAT, PIECES);
    String[] events = stream.split("\n\n");
    assertTrue(
        events[0].contains("\"delta\":{\"role\":\"assistant\",\"content\":\"\"}"), events[0]);
    assertTrue(events[1].contains("\"reasoning_content\":\"Weather \""), events[1]);
    assertTrue(
        stream.contains(
            "{\"index\":0,\"id\":\"call_a\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"weather\",\"arguments\":\"\"}}"));
    assertTrue(
        stream.contains("{\"index\":0,\"function\":{\"arguments\":\"\\\"Linz\\\"}\"}}"), stream);
    assertTrue(events[events.length - 3].contains("\"finish_reason\":\"tool_calls\""));
    assertTrue(
        events[events.length - 2].contains("\"choices\":[],\"usage\":{\"prompt_tokens\":12"));
    assertTrue(events[events.length - 2].contains("\"tokens_per_second\":20.0"));
    assertEquals("data: [DONE]", events[events.length - 1]);
    JsonNode whole = whole(Operation.OPENAI_CHAT, PIECES);
    assertEquals("I look.", whole.at("/choices/0/message/content").textValue());
    assertEquals("{}", whole.at("/choices/0/message/tool_calls/1/function/arguments").textValue());
  }

  @Test
  void ollamaTellsACallInOneLine() throws IOException {
    String[] lines = streamed(Operation.OLLAMA_CHAT, PIECES).split("\n");
    assertTrue(lines[0].contains("\"thinking\":\"Weather \""), lines[0]);
    assertTrue(lines[4].contains("\"arguments\":{\"city\":\"Linz\"}"), lines[4]);
    assertTrue(lines[5].contains("\"name\":\"clock\",\"arguments\":{}"), lines[5]);
    JsonNode last = JsonText.EXACT.readTree(lines[6]);
    assertTrue(last.path("done").booleanValue());
    assertEquals("stop", last.path("done_reason").textValue());
    assertEquals(421_000_000, last.path("total_duration").longValue());
    assertEquals(400_000_000, last.path("eval_duration").longValue());
    assertEquals(12, last.path("prompt_eval_count").intValue());
    assertEquals(400, last.at("/corral/generation_ms").intValue());
    JsonNode whole = whole(Operation.OLLAMA_CHAT, PIECES);
    assertEquals("Linz", whole.at("/message/tool_calls/0/function/arguments/city").textValue());
    assertEquals("I look.", whole(Operation.OLLAMA_GENERATE, PIECES).path("response").textValue());
  }

  @ParameterizedTest
  @EnumSource(
      value = Operation.class,
      names = {".*EMBED.*"},
      mode = Mode.MATCH_NONE)
  void anAnswerWithoutAReasonToEndIsNone(Operation operation) {
    AnswerWriter writer = writer(operation);
    writer.write(new Piece.Text("half"));
    assertThrows(ProblemException.class, () -> writer.end(TIMES));
    AnswerWriter other = writer(operation);
    other.take(new Piece.Text("half"));
    assertThrows(ProblemException.class, () -> other.whole(TIMES));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"city\":", "[1]", "{} {}"})
  void argumentsThatAreNoObjectAreNoAnswerUnlessTheLimitCutThem(String json) throws IOException {
    List<Piece> call = List.of(new Piece.ToolCall(0, "c", "f"), new Piece.Arguments(0, json));
    for (Operation operation : List.of(Operation.OLLAMA_CHAT, Operation.ANTHROPIC_MESSAGES)) {
      List<Piece> bad = with(call, StopReason.TOOL_CALLS);
      assertThrows(ProblemException.class, () -> streamed(operation, bad));
      assertThrows(ProblemException.class, () -> whole(operation, bad));
      whole(operation, with(call, StopReason.LENGTH));
      assertTrue(
          streamed(operation, with(call, StopReason.LENGTH)).contains("\"length\"")
              || streamed(operation, with(call, StopReason.LENGTH)).contains("\"max_tokens\""));
    }
  }

  @Test
  void aLimitAndAFilterAreSaid() throws IOException {
    for (StopReason reason : List.of(StopReason.LENGTH, StopReason.FILTERED)) {
      List<Piece> cut = with(List.of(new Piece.Text("half")), reason);
      String stream = streamed(Operation.OPENAI_RESPONSES, cut);
      assertTrue(types(stream).getLast().equals("response.incomplete"), stream);
      assertEquals("incomplete", whole(Operation.OPENAI_RESPONSES, cut).path("status").textValue());
      assertFalse(whole(Operation.OLLAMA_CHAT, cut).path("done_reason").textValue().equals("stop"));
    }
  }

  private static List<Piece> with(List<Piece> pieces, StopReason reason) {
    return Stream.concat(pieces.stream(), Stream.of(new Piece.Stopped(reason, Optional.empty())))
        .toList();
  }
}
