package dev.corral.proxy.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.image.ImageTask.Margins;
import dev.corral.proxy.image.ImageTask.Tuning;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Stability's bodies against the golden file, and its refusals in answers with status 200.
class StabilityBodiesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/images/stability.json");
  private static final Picture IMAGE = Samples.picture(Samples.png(8, 6));
  private static final Tuning ALL =
      new Tuning(
          Optional.of("fog"),
          OptionalLong.of(7),
          OptionalDouble.empty(),
          Optional.of(PictureFormat.JPEG));
  private final StabilityBodies bodies = new StabilityBodies(new PictureCheck(Samples.LIMITS));

  private static Map<String, ImageTask> tasks() {
    Map<String, ImageTask> tasks = new LinkedHashMap<>();
    Tuning creative =
        new Tuning(
            Optional.empty(), OptionalLong.empty(), OptionalDouble.of(0.3), Optional.empty());
    tasks.put("generate", new ImageTask.Generate("a cat", Optional.of(new Size(1792, 1024)), ALL));
    tasks.put(
        "generate, nothing wished", new ImageTask.Generate("a cat", Optional.empty(), Tuning.NONE));
    tasks.put("variation", new ImageTask.Variation("a dog", IMAGE, 0.5, ALL));
    tasks.put(
        "inpaint", new ImageTask.Inpaint("a hat", IMAGE, Samples.picture(Samples.mask(8, 6)), ALL));
    tasks.put("outpaint", new ImageTask.Outpaint("sea", IMAGE, new Margins(1, 2, 3, 4), creative));
    tasks.put("removeBackground", new ImageTask.RemoveBackground(IMAGE, Tuning.NONE));
    tasks.put("searchReplace", new ImageTask.SearchReplace("a fox", "the dog", IMAGE, ALL));
    tasks.put("upscale", new ImageTask.Upscale("", IMAGE, creative));
    return tasks;
  }

  @Test
  void bodiesAreTheGoldenOnes() throws IOException {
    ObjectNode written = ImageJson.MAPPER.createObjectNode();
    for (Map.Entry<String, ImageTask> task : tasks().entrySet()) {
      JsonNode body = ImageJson.MAPPER.readTree(bodies.request(task.getValue(), "m"));
      ((ObjectNode) body)
          .properties()
          .forEach(field -> {
            if (field.getKey().equals("image") || field.getKey().equals("mask")) {
              ((ObjectNode) body).put(field.getKey(), size(field.getValue().asText()));
            }
          });
      written.set(task.getKey(), body);
    }
    if (Boolean.getBoolean("contract.write")) {
      Files.writeString(GOLDEN, written.toPrettyString() + "\n");
    }
    assertEquals(Files.readString(GOLDEN).strip(), written.toPrettyString());
  }

  /// Encoders may change; what must not is that it is a picture of this size.
  private static String size(String base64) {
    Picture picture = Samples.picture(Base64.getDecoder().decode(base64));
    return picture.format() + " " + picture.width() + "x" + picture.height();
  }

  @ParameterizedTest
  @CsvSource({
    "1024,1024,1:1",
    "1000,1024,1:1",
    "1792,1024,16:9",
    "1024,1792,9:16",
    "1536,1024,3:2",
    "1024,1536,2:3",
    "4096,64,21:9",
    "64,4096,9:21",
    "1280,1024,5:4",
    "1024,1280,4:5"
  })
  void aSizeBecomesTheNearestShape(int width, int height, String ratio) {
    assertEquals(ratio, new Size(width, height).ratio());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Filter reason: prompt | prompt",
        "Filter reason: output image | the picture that was made",
        "Filter reason: input image | the picture that was sent",
        "canary words that nobody knows | prompt"
      })
  void aReasonInAGoodAnswerIsARefusal(String reason, String told) {
    String body =
        "{\"images\":[\"%s\"],\"seeds\":[1],\"finish_reasons\":[\"%s\"]}"
            .formatted(Base64.getEncoder().encodeToString(Samples.png(2, 2)), reason);
    Problem problem = problem(body);
    assertEquals(new Problem.ContentRefused(told), problem);
  }

  private Problem problem(String body) {
    return assertThrows(
            ProblemException.class, () -> bodies.answer(body.getBytes(StandardCharsets.UTF_8)))
        .problem();
  }

  @Test
  void aBrokenAnswerIsTheModelsFault() {
    for (String body :
        new String[] {
          "{}",
          "nothing",
          "{\"images\":[\"###\"],\"finish_reasons\":[null]}",
          "{\"images\":[\"PHNjcmlwdD4=\"],\"finish_reasons\":[null]}",
          "{\"images\":[],\"finish_reasons\":[\"Inference error\"]}"
        }) {
      assertInstanceOf(Problem.EngineBroken.class, problem(body));
    }
  }

  @Test
  void theSeedIsReadFromTheAnswer() {
    String body =
        "{\"images\":[\"%s\"],\"seeds\":[4294967294],\"finish_reasons\":[null]}"
            .formatted(Base64.getEncoder().encodeToString(Samples.png(2, 2)));
    Drawn drawn = bodies.answer(body.getBytes(StandardCharsets.UTF_8));
    assertEquals(OptionalLong.of(4_294_967_294L), drawn.seed());
  }

  @Test
  void whatAModelCannotHonourIsRefusedByName() {
    Tuning seeded =
        new Tuning(Optional.empty(), OptionalLong.of(1), OptionalDouble.empty(), Optional.empty());
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () -> bodies.request(new ImageTask.RemoveBackground(IMAGE, seeded), "m"));
    assertEquals(new Problem.FieldUnsupported("corral.seed", "m"), refused.problem());
  }
}
