package dev.corral.local.engine.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.local.engine.generation.ChatMessage.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PromptTest {
  private final FakeModel model = new FakeModel(16, new CountDownLatch(0));

  @Test
  void keepsEverythingThatFits() {
    var prompt = Prompt.ofMessages(model, List.of(user("one two"), user("three")));
    assertEquals(new Prompt("one two three", 3), prompt);
  }

  @Test
  void dropsTheOldestTurnsButNeverTheSystemMessageOrTheLastOne() {
    var messages = new ArrayList<ChatMessage>();
    messages.add(new ChatMessage(Role.SYSTEM, "be kind"));
    for (var i = 0; i < 50; i++) {
      messages.add(user("turn " + i));
    }
    var prompt = Prompt.ofMessages(model, messages);
    assertTrue(prompt.text().startsWith("be kind turn 44"), prompt.text());
    assertTrue(prompt.text().endsWith("turn 49"), prompt.text());
    assertEquals(14, prompt.tokens());
  }

  @Test
  void refusesALastMessageThatCannotFit() {
    var endless = List.of(user("word ".repeat(15)));
    var error = assertThrows(BadPromptException.class, () -> Prompt.ofMessages(model, endless));
    assertEquals(
        "the input has 15 tokens, but the context of this model has room for 14",
        error.getMessage());
  }

  private static ChatMessage user(String content) {
    return new ChatMessage(Role.USER, content);
  }
}
