package dev.corral.proxy.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.image.Gallery.Shown;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// The answer of OpenAI's image routes. Each picture also says, under `corral`, what it is called
/// in the gallery and which seed made it.
public final class ImageAnswer {
  private ImageAnswer() {}

  /// @param inline pictures in the answer instead of links
  /// @param revised what the check has changed: the words that were really used, by field name
  public static byte[] of(
      List<Drawn> drawn,
      List<Shown> kept,
      boolean inline,
      Map<String, String> revised,
      Instant now) {
    ObjectNode answer = ImageJson.MAPPER.createObjectNode().put("created", now.getEpochSecond());
    ArrayNode data = answer.putArray("data");
    for (int i = 0; i < drawn.size(); i++) {
      ObjectNode item = data.addObject();
      if (inline) {
        item.put("b64_json", Base64.getEncoder().encodeToString(drawn.get(i).picture().bytes()));
      } else {
        item.put("url", kept.get(i).link().toString());
      }
      ObjectNode own = item.putObject("corral").put("id", kept.get(i).record().id());
      revised.forEach((name, words) ->
          (name.equals(ImageWish.PROMPT) ? item : own).put("revised_" + name, words));
      drawn.get(i).seed().ifPresent(seed -> own.put("seed", seed));
    }
    answer.put("output_format", kept.getFirst().record().format());
    answer.put("size", kept.getFirst().record().size());
    return ImageJson.bytes(answer);
  }
}
