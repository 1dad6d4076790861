package dev.corral.proxy.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.dialect.ImageOperation;
import dev.corral.proxy.image.ImageWish.Passed;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads what OpenAI's image routes take, as JSON or as the parts of a form. Fields that are not
/// known are refused by name; pictures come inside the request, never by link.
public final class WishReader {
  private static final int LONGEST_PROMPT = 10_000;
  private static final int LONGEST_WORD = 64;
  private static final int LONGEST_MODEL = 256;
  private static final Set<String> COMMON =
      Set.of("model", "n", "size", "response_format", "output_format", "user", "corral");
  private static final Set<String> WORDS =
      Set.of("prompt", "quality", "style", "background", "moderation", "output_compression");

  private final PictureCheck check;
  private final int maxFiles;
  private final int maxCount;

  /// One file of a form.
  ///
  /// @param mediaType what its sender calls it; empty when nothing
  public record Upload(String field, String mediaType, byte[] bytes) {}

  /// At most `maxFiles` pictures in, `maxCount` pictures out.
  public WishReader(PictureCheck check, int maxFiles, int maxCount) {
    this.check = check;
    this.maxFiles = maxFiles;
    this.maxCount = maxCount;
  }

  /// A JSON body, or the problem to answer with is thrown.
  public ImageWish json(byte[] body, ImageOperation operation) {
    try {
      if (!(ImageJson.MAPPER.readTree(body) instanceof ObjectNode object)) {
        throw malformed("The body must be one JSON object.");
      }
      List<Upload> pictures = new ArrayList<>();
      for (String field : operation.pictures()) {
        take(object, field, pictures);
      }
      return read(object, pictures, operation);
    } catch (IOException e) {
      throw malformed("The body is not valid JSON within the limits of this API.");
    }
  }

  private static void take(ObjectNode object, String field, List<Upload> pictures) {
    JsonNode value = object.remove(field);
    if (value == null || value.isNull()) {
      return;
    }
    Iterable<JsonNode> all = value.isArray() ? value : List.of(value);
    for (JsonNode one : all) {
      pictures.add(inline(field, one));
    }
  }

  private static Upload inline(String field, JsonNode value) {
    String text = value.isTextual() ? value.textValue() : "";
    String type = "";
    if (text.startsWith("data:")) {
      int comma = text.indexOf(";base64,");
      type = comma < 0 ? "?" : text.substring("data:".length(), comma);
      text = comma < 0 ? "" : text.substring(comma + ";base64,".length());
    }
    try {
      if (!text.isEmpty()) {
        return new Upload(field, type, Base64.getDecoder().decode(text));
      }
    } catch (IllegalArgumentException notBase64) {
      // said below
    }
    throw new ProblemException(
        new Problem.InvalidField(
            field, "Pictures must be sent inside the request (base64 or a data: URL)."));
  }

  /// The parts of a form: `texts` has one text per field, `corral` being a JSON object.
  public ImageWish form(ObjectNode texts, List<Upload> files, ImageOperation operation) {
    JsonNode extras = texts.path("corral");
    if (extras.isTextual()) {
      try {
        texts.set("corral", ImageJson.MAPPER.readTree(extras.textValue()));
      } catch (IOException e) {
        throw new ProblemException(
            new Problem.InvalidField("corral", "The field 'corral' must be a JSON object."));
      }
    }
    for (Upload file : files) {
      if (!operation.pictures().contains(file.field())) {
        throw new ProblemException(new Problem.FieldRefused(file.field()));
      }
    }
    return read(texts, files, operation);
  }

  private ImageWish read(ObjectNode object, List<Upload> uploads, ImageOperation operation) {
    if (uploads.size() > maxFiles) {
      throw new ProblemException(
          new Problem.InvalidField("image", "At most " + maxFiles + " pictures are accepted."));
    }
    WishFields fields = new WishFields(object, "");
    fields.onlyHas(known(operation));
    refuseWhatIsNotDone(fields);
    Optional<String> prompt = fields.text("prompt", LONGEST_PROMPT);
    if (prompt.isEmpty() && operation == ImageOperation.GENERATIONS) {
      throw fields.invalid("prompt", "is required");
    }
    String model =
        fields
            .text("model", LONGEST_MODEL)
            .orElseThrow(() -> fields.invalid("model", "is required"));
    List<Picture> pictures = pictures(uploads, "image");
    if (pictures.isEmpty() && operation != ImageOperation.GENERATIONS) {
      throw fields.invalid("image", "is required");
    }
    return new ImageWish(
        model,
        prompt.orElse(""),
        fields.whole("n", 1, maxCount).orElse(1),
        fields.text("size", LONGEST_WORD).flatMap(Size::read),
        output(fields),
        inline(fields),
        pictures,
        pictures(uploads, "mask").stream().findFirst(),
        new Passed(word(fields, "quality"), fields.text("style", LONGEST_WORD)),
        ExtrasReader.read(object));
  }

  private static Set<String> known(ImageOperation operation) {
    Set<String> known = new java.util.HashSet<>(COMMON);
    if (operation != ImageOperation.VARIATIONS) {
      known.addAll(WORDS);
    }
    return known;
  }

  /// OpenAI's own models alone can do these; only their default values mean nothing.
  private static void refuseWhatIsNotDone(WishFields fields) {
    if (fields.text("background", LONGEST_WORD).filter("transparent"::equals).isPresent()) {
      throw fields.invalid("background", "must be auto or opaque");
    }
    if (fields.whole("output_compression", 0, 100).orElse(100) != 100) {
      throw fields.invalid("output_compression", "must be 100");
    }
  }

  private static Optional<String> word(WishFields fields, String name) {
    return fields
        .text(name, LONGEST_WORD)
        .filter(word -> !word.equals("auto") && !word.equals("standard"));
  }

  private static Optional<PictureFormat> output(WishFields fields) {
    return fields
        .text("output_format", LONGEST_WORD)
        .map(name ->
            PictureFormat.named(name)
                .orElseThrow(() -> fields.invalid("output_format", "must be png, jpeg or webp")));
  }

  private static boolean inline(WishFields fields) {
    String format = fields.text("response_format", LONGEST_WORD).orElse("url");
    if (!format.equals("url") && !format.equals("b64_json")) {
      throw fields.invalid("response_format", "must be url or b64_json");
    }
    return format.equals("b64_json");
  }

  private List<Picture> pictures(List<Upload> uploads, String name) {
    return uploads.stream()
        .filter(upload -> upload.field().equals(name) || upload.field().equals(name + "[]"))
        .map(upload -> check.upload(upload.bytes(), upload.mediaType(), name))
        .toList();
  }

  private static ProblemException malformed(String message) {
    return new ProblemException(new Problem.Malformed(message));
  }
}
