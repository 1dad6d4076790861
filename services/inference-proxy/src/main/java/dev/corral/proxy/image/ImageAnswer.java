package dev.corral.proxy.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.image.Gallery.Shown;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The answer of OpenAI's image routes. Each picture also says, under `corral`, what it is called
/// in the gallery and which seed made it.
public final class ImageAnswer {
  private ImageAnswer() {}

  /// @param inline pictures in the answer instead of links
  /// @param revised the prompt that was really used, when the check changed it
  public static byte[] of(
      List<Drawn> drawn, List<Shown> kept, boolean inline, Optional<String> revised, Instant now) {
    ObjectNode answer = ImageJson.MAPPER.createObjectNode().put("created", now.getEpochSecond());
    ArrayNode data = answer.putArray("data");
    for (int i = 0; i < drawn.size(); i++) {
      ObjectNode item = data.addObject();
      if (inline) {
        item.put("b64_json", Base64.getEncoder().encodeToString(drawn.get(i).picture().bytes()));
      } else {
        item.put("url", kept.get(i).link().toString());
      }
      revised.ifPresent(prompt -> item.put("revised_prompt", prompt));
      ObjectNode own = item.putObject("corral").put("id", kept.get(i).record().id());
      drawn.get(i).seed().ifPresent(seed -> own.put("seed", seed));
    }
    answer.put("output_format", kept.getFirst().record().format());
    answer.put("size", kept.getFirst().record().size());
    return ImageJson.bytes(answer);
  }
}
