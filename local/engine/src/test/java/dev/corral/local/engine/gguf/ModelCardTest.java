package dev.corral.local.engine.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTest {
  private static final Path DEMO = Path.of("../demo-model/corral-demo.gguf");

  @Test
  void tellsWhatTheDemoModelsReadmeSays() throws IOException {
    var card = ModelCard.of(DEMO);
    assertEquals(3_049_920, card.weights());
    assertEquals("3.0M", card.parameterSize());
    assertEquals("F16", card.quantization());
    assertEquals("llama", card.architecture());
    assertEquals(512, card.contextLength());
    assertEquals(192, card.embeddingLength());
    assertTrue(card.chatTemplate().contains("<|im_start|>"));
  }

  @Test
  void refusesWhatIsNotGguf(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("model.gguf"), "not a model at all, really");
    var error = assertThrows(IOException.class, () -> ModelCard.of(file));
    assertEquals("not a GGUF file", error.getMessage());
  }
}
