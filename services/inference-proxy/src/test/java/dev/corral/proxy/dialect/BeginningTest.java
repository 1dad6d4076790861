package dev.corral.proxy.dialect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/// How a conversation begins does not change while it goes on.
class BeginningTest {
  private static final PromptReader READER = new PromptReader(new PromptReaderTest.Limits());

  private static byte[] beginning(String json) {
    return READER
        .read(json.getBytes(StandardCharsets.UTF_8), Operation.OPENAI_CHAT)
        .body()
        .beginning(2048);
  }

  private static String chat(String system, String first, String rest) {
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"%s\"},{\"content\":\"%s\",\"role\":\"user\"}%s]}"
        .formatted(system, first, rest);
  }

  @Property(tries = 100)
  void laterTurnsChangeNothing(
      @ForAll @AlphaChars @StringLength(max = 3000) String system,
      @ForAll @AlphaChars @StringLength(max = 3000) String first,
      @ForAll @AlphaChars @StringLength(max = 3000) String later) {
    String rest =
        ",{\"role\":\"assistant\",\"content\":\"%s\"},{\"role\":\"user\",\"content\":\"more\"}"
            .formatted(later);
    byte[] one = beginning(chat(system, first, ""));
    byte[] two = beginning(chat(system, first, rest));
    int shared = Math.min(one.length, two.length) - 3; // up to the end of the array
    assertArrayEquals(Arrays.copyOf(one, shared), Arrays.copyOf(two, shared));
    assertTrue(one.length <= 2049 && two.length <= 2049);
    if (system.length() + first.length() < 1900) {
      assertArrayEquals(one, two);
    }
  }

  @Test
  void systemToolsAndFirstQuestionCount() {
    byte[] base = beginning(chat("s", "hello", ""));
    assertFalse(Arrays.equals(base, beginning(chat("t", "hello", ""))));
    assertFalse(Arrays.equals(base, beginning(chat("s", "other", ""))));
    String tools = chat("s", "hello", "").replace("{\"model\"", "{\"tools\":[],\"model\"");
    assertFalse(Arrays.equals(base, beginning(tools)));
  }

  @Test
  void whatIsNotPartOfTheTalkDoesNot() {
    String chat = chat("s", "hello", "");
    assertArrayEquals(
        beginning(chat),
        beginning(chat.replace("{\"model\"", "{\"seed\":7,\"max_tokens\":5,\"model\"")));
    assertEquals(1, beginning("{\"model\":\"m\",\"messages\":[]}").length - "[]".length());
  }

  @Test
  void mostTokensAreThoseOfTheBytesAndOfAllAnswers() {
    String chat = "{\"model\":\"m\",\"n\":3,\"max_tokens\":50,\"messages\":[]}";
    PromptBody body =
        READER.read(chat.getBytes(StandardCharsets.UTF_8), Operation.OPENAI_CHAT).body();
    assertEquals(chat.length() / 4 + 150, body.mostTokens(4096, 2048));
    assertEquals(chat.length() / 4 + 3 * 20, body.mostTokens(20, 2048));
    assertEquals(chat.length() / 4 + 3 * 10, body.mostTokens(20, 10));
  }
}
