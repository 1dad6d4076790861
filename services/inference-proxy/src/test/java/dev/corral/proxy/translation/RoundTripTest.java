package dev.corral.proxy.translation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.Conversation;
import dev.corral.proxy.conversation.Format;
import dev.corral.proxy.conversation.Part;
import dev.corral.proxy.conversation.Sampling;
import dev.corral.proxy.conversation.Tool;
import dev.corral.proxy.conversation.ToolChoice;
import dev.corral.proxy.conversation.Turn;
import dev.corral.proxy.dialect.JsonText;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.dialect.Passage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What goes to a wire and is read again as that dialect's request is the same conversation.
class RoundTripTest {
  private static final Passage.Bounds BOUNDS = new Passage.Bounds("m", 1_000_000, 0);

  @Property(tries = 400)
  void openAiKeepsTheMeaning(@ForAll("conversations") Conversation asked) {
    assertEquals(
        asked,
        read(
            Operation.OPENAI_CHAT,
            OpenAiRequest.of(asked, BOUNDS, OpenAiRequest.Streaming.PLAIN, "m")));
  }

  @Property(tries = 400)
  void ollamaKeepsTheMeaning(@ForAll("conversations") Conversation asked) {
    Conversation free =
        new Conversation(
            asked.system(),
            asked.turns(),
            asked.tools(),
            new ToolChoice.Auto(),
            asked.sampling(),
            asked.format() instanceof Format.Schema schema
                ? new Format.Schema("answer", schema.schema(), true)
                : asked.format(),
            asked.effort());
    assertEquals(free, read(Operation.OLLAMA_CHAT, OllamaRequest.of(free, BOUNDS, true, "m")));
  }

  @Property(tries = 400)
  void argumentsAreTheSameAsObjectAndAsText(@ForAll("objects") ObjectNode arguments)
      throws IOException {
    ObjectNode back = Arguments.object(arguments.toString()).orElseThrow();
    assertEquals(arguments.toString(), back.toString());
    assertEquals(arguments, back);
  }

  private static Conversation read(Operation operation, byte[] wire) {
    return Asked.conversation(operation, new String(wire, StandardCharsets.UTF_8));
  }

  @Provide
  Arbitrary<Conversation> conversations() {
    return Combinators.combine(
            texts().list().ofMaxSize(1),
            turns(),
            tools(),
            Arbitraries.of(
                new ToolChoice.Auto(),
                new ToolChoice.None(),
                new ToolChoice.Required(),
                new ToolChoice.Named("f")),
            sampling(),
            formats(),
            Arbitraries.of("low", "medium", "high", "none").optional())
        .as((system, turns, tools, choice, sampling, format, effort) ->
            new Conversation(
                system,
                turns,
                tools,
                tools.isEmpty() ? new ToolChoice.Auto() : choice,
                sampling,
                format,
                effort));
  }

  /// A user's text, or a call and its result, and so on; never two of one side in a row.
  private static Arbitrary<List<Turn>> turns() {
    Arbitrary<Optional<ObjectNode>> calls = objectTrees().optional(0.5);
    return Combinators.combine(texts(), texts().optional(), calls)
        .as(RoundTripTest::exchange)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(exchanges -> {
          List<Turn> all = new ArrayList<>();
          exchanges.forEach(all::addAll);
          return all;
        });
  }

  private static List<Turn> exchange(
      String text, Optional<String> thought, Optional<ObjectNode> arguments) {
    List<Part> said = new ArrayList<>();
    thought.ifPresent(reasoning -> said.add(new Part.Reasoning(reasoning, Optional.empty())));
    said.add(new Part.Text(text + "!"));
    List<Turn> turns = new ArrayList<>();
    turns.add(new Turn(Turn.Role.USER, List.of(new Part.Text(text))));
    if (arguments.isPresent()) {
      said.add(new Part.ToolCall("c1", "f", arguments.get()));
      said.add(new Part.ToolCall("c2", "g", JsonText.EXACT.createObjectNode()));
      turns.add(new Turn(Turn.Role.ASSISTANT, said));
      turns.add(
          new Turn(
              Turn.Role.USER,
              List.of(
                  new Part.ToolResult("c1", List.of(new Part.Text(text)), false),
                  new Part.ToolResult("c2", List.of(), false))));
      return turns;
    }
    turns.add(new Turn(Turn.Role.ASSISTANT, said));
    return turns;
  }

  private static Arbitrary<List<Tool>> tools() {
    return Combinators.combine(texts(), objectTrees())
        .as((description, schema) -> new Tool("f", description, schema))
        .list()
        .ofMaxSize(2);
  }

  private static Arbitrary<Sampling> sampling() {
    Arbitrary<Optional<Double>> numbers = Arbitraries.doubles().between(0, 2).optional();
    return Combinators.combine(
            Arbitraries.integers().between(1, 999),
            numbers,
            numbers,
            Arbitraries.integers().between(0, 99).optional(),
            Arbitraries.longs().optional(),
            numbers,
            numbers,
            texts().list().ofMaxSize(3))
        .as((max, temperature, topP, topK, seed, presence, frequency, stop) ->
            new Sampling(
                OptionalInt.of(max),
                number(temperature),
                number(topP),
                topK.map(OptionalInt::of).orElse(OptionalInt.empty()),
                seed.map(OptionalLong::of).orElse(OptionalLong.empty()),
                number(presence),
                number(frequency),
                stop));
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
  }

  private static Arbitrary<Format> formats() {
    return Arbitraries.oneOf(
        Arbitraries.of(new Format.Free(), new Format.Json()),
        Combinators.combine(objectTrees(), Arbitraries.of(true, false))
            .as((schema, strict) -> (Format) new Format.Schema("report", schema, strict)));
  }

  @Provide
  Arbitrary<ObjectNode> objects() {
    return objectTrees();
  }

  private static Arbitrary<ObjectNode> objectTrees() {
    return Combinators.combine(
            texts(),
            Arbitraries.longs(),
            Arbitraries.bigDecimals()
                .between(BigDecimal.valueOf(-9e9), BigDecimal.valueOf(9e9))
                .ofScale(20),
            Arbitraries.of(true, false))
        .as(RoundTripTest::tree);
  }

  private static ObjectNode tree(String text, long number, BigDecimal exact, boolean flag) {
    ObjectNode tree = JsonText.EXACT.createObjectNode();
    tree.put("text", text).put("number", number).put("flag", flag).putNull("nothing");
    tree.putObject("deep").putArray("list").add(exact).add("\"quoted\\");
    return Arguments.object(tree.toString())
        .orElseThrow(); // numbers as they are when they are read
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("aé世\"\\\n \u0001")
        .withChars('0', '9')
        .ofMinLength(1)
        .ofMaxLength(12);
  }
}
