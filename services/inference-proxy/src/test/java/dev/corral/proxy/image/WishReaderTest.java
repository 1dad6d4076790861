package dev.corral.proxy.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.corral.proxy.dialect.ImageOperation;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The closed schema of image requests, and which operation they mean for which model.
class WishReaderTest {
  private static final String IMAGE = Base64.getEncoder().encodeToString(Samples.png(8, 6));
  private static final String MASK = Base64.getEncoder().encodeToString(Samples.mask(8, 6));
  private final WishReader reader = new WishReader(new PictureCheck(Samples.LIMITS), 4, 4);

  private ImageWish edit(String fields) {
    return reader.json(("{\"model\":\"m\"," + fields + "}").getBytes(UTF_8), ImageOperation.EDITS);
  }

  private Ability meant(String fields, Ability... abilities) {
    Set<Ability> can = EnumSet.of(abilities[0], abilities);
    return TaskChoice.of(ImageOperation.EDITS, edit(fields), can).ability();
  }

  @Test
  void anEditMeansWhatItsFieldsAndTheModelSay() {
    String image = "\"prompt\":\"p\",\"image\":\"" + IMAGE + "\"";
    String masked = image + ",\"mask\":\"data:image/png;base64," + MASK + "\"";
    assertEquals(Ability.INPAINT, meant(masked, Ability.INPAINT));
    assertEquals(Ability.VARIATION, meant(image, Ability.GENERATE, Ability.VARIATION));
    assertEquals(
        Ability.SEARCH_REPLACE,
        meant(image + ",\"corral\":{\"search_prompt\":\"dog\"}", Ability.SEARCH_REPLACE));
    assertEquals(Ability.OUTPAINT, meant(image + ",\"corral\":{\"left\":10}", Ability.OUTPAINT));
    assertEquals(Ability.REMOVE_BACKGROUND, meant(image, Ability.REMOVE_BACKGROUND));
    assertEquals(
        Ability.UPSCALE,
        meant(
            image + ",\"corral\":{\"operation\":\"upscale\"}",
            Ability.REMOVE_BACKGROUND,
            Ability.UPSCALE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"mask\":\"M\"` | VARIATION | OperationUnsupported",
        "`\"mask\":\"M\",\"corral\":{\"operation\":\"variation\"}` | VARIATION | FieldUnsupported",
        "`\"corral\":{\"left\":1}` | VARIATION | FieldUnsupported",
        "`\"corral\":{\"strength\":0.5}` | UPSCALE | FieldUnsupported",
        "`\"size\":\"1024x1024\"` | UPSCALE | FieldUnsupported",
        "`\"corral\":{}` | OUTPAINT | InvalidField",
        "`\"corral\":{}` | INPAINT | InvalidField",
        "`\"corral\":{\"region\":\"x\"}` | VARIATION | FieldRefused",
        "`\"corral\":{\"operation\":\"generate\"}` | GENERATE | OperationUnsupported",
        "`\"corral\":{\"strength\":1.5}` | VARIATION | InvalidField",
        "`\"corral\":{\"seed\":-1}` | VARIATION | InvalidField",
        "`\"corral\":{\"seed\":4294967295}` | VARIATION | InvalidField",
        "`\"corral\":[]` | VARIATION | InvalidField",
        "`\"n\":5` | VARIATION | InvalidField",
        "`\"n\":1.5` | VARIATION | InvalidField",
        "`\"stream\":true` | VARIATION | FieldRefused",
        "`\"api_base\":\"x\"` | VARIATION | FieldRefused",
        "`\"response_format\":\"file\"` | VARIATION | InvalidField",
        "`\"output_format\":\"svg\"` | VARIATION | InvalidField",
        "`\"background\":\"transparent\"` | VARIATION | InvalidField",
        "`\"size\":\"9x9\"` | VARIATION | InvalidField",
        "`\"n\":1,\"n\":2` | VARIATION | Malformed"
      })
  void whatDoesNotFitIsRefusedByName(String fields, Ability ability, String problem) {
    String all =
        "\"prompt\":\"p\",\"image\":\"" + IMAGE + "\"," + fields.replace("\"M\"", quoted(MASK));
    ProblemException refused = assertThrows(ProblemException.class, () -> meant(all, ability));
    assertEquals(problem, refused.problem().getClass().getSimpleName());
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  @ParameterizedTest
  @CsvSource({
    "http://169.254.169.254/latest",
    "https://example.org/a.png",
    "file:///etc/passwd",
    "data:image/svg+xml;utf8"
  })
  void picturesAreNeverFetched(String link) {
    ProblemException refused =
        assertThrows(
            ProblemException.class, () -> edit("\"prompt\":\"p\",\"image\":" + quoted(link)));
    assertEquals("image", ((Problem.InvalidField) refused.problem()).field());
  }

  @Test
  void aMaskOfAnotherSizeIsRefused() {
    String small = Base64.getEncoder().encodeToString(Samples.mask(4, 4));
    ProblemException refused =
        assertThrows(
            ProblemException.class,
            () ->
                meant(
                    "\"prompt\":\"p\",\"image\":%s,\"mask\":%s"
                        .formatted(quoted(IMAGE), quoted(small)),
                    Ability.INPAINT));
    assertEquals("mask", ((Problem.InvalidField) refused.problem()).field());
  }
}
