package dev.corral.local.cloud.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.cloud.aws.AwsFault;
import java.awt.AlphaComposite;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;

/// What each model does with a sketch and the picture that it was given. Sizes are half of what the
/// real models make, to be quick.
final class Retouch {
  private static final int GREY_IS_HALF = 128;
  private static final int MOST_UPSCALED = 2048;
  private static final Map<String, int[]> SIZES =
      Map.of(
          "1:1", new int[] {512, 512},
          "16:9", new int[] {672, 384},
          "21:9", new int[] {768, 320},
          "2:3", new int[] {416, 608},
          "3:2", new int[] {608, 416},
          "4:5", new int[] {448, 544},
          "5:4", new int[] {544, 448},
          "9:16", new int[] {384, 672},
          "9:21", new int[] {320, 768});

  private final JsonNode body;
  private final long seed;

  private Retouch(JsonNode body, long seed) {
    this.body = body;
    this.seed = seed;
  }

  static BufferedImage of(String model, JsonNode body, long seed) throws IOException {
    var retouch = new Retouch(body, seed);
    if (model.contains("inpaint")) {
      return retouch.inpaint();
    }
    if (model.contains("outpaint")) {
      return retouch.outpaint();
    }
    if (model.contains("remove-background")) {
      return retouch.cutOut();
    }
    if (model.contains("search-replace")) {
      return retouch.replace();
    }
    if (model.contains("upscale")) {
      return retouch.larger();
    }
    return body.path("mode").asText().equals("image-to-image") ? retouch.vary() : retouch.draw();
  }

  private BufferedImage draw() {
    var size = SIZES.get(body.path("aspect_ratio").asText("1:1"));
    if (size == null) {
      throw AwsFault.bad("ValidationException", "#/aspect_ratio: is not a valid enum value");
    }
    return sketch(size[0], size[1]);
  }

  private BufferedImage sketch(int width, int height) {
    return Sketch.of(body.path("prompt").asText(""), seed, width, height);
  }

  private BufferedImage vary() throws IOException {
    var image = picture("image");
    var result = copy(image);
    var pen = result.createGraphics();
    float strength = (float) body.path("strength").asDouble(0.7);
    pen.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, strength));
    pen.drawImage(sketch(image.getWidth(), image.getHeight()), 0, 0, null);
    pen.dispose();
    return result;
  }

  private BufferedImage inpaint() throws IOException {
    var image = picture("image");
    var mask = picture("mask");
    if (mask.getWidth() != image.getWidth() || mask.getHeight() != image.getHeight()) {
      throw AwsFault.bad("ValidationException", "The mask must have the size of the image.");
    }
    var result = copy(image);
    var sketch = sketch(image.getWidth(), image.getHeight());
    for (int y = 0; y < result.getHeight(); y++) {
      for (int x = 0; x < result.getWidth(); x++) {
        if ((mask.getRGB(x, y) & 0xff) >= GREY_IS_HALF) {
          result.setRGB(x, y, sketch.getRGB(x, y));
        }
      }
    }
    return result;
  }

  private BufferedImage outpaint() throws IOException {
    var image = picture("image");
    int left = body.path("left").asInt(0);
    int up = body.path("up").asInt(0);
    int width = image.getWidth() + left + body.path("right").asInt(0);
    int height = image.getHeight() + up + body.path("down").asInt(0);
    if (width == image.getWidth() && height == image.getHeight()) {
      throw AwsFault.bad("ValidationException", "At least one side must be extended.");
    }
    return with(sketch(width, height), image, left, up);
  }

  private BufferedImage cutOut() throws IOException {
    var image = picture("image");
    int width = image.getWidth();
    int height = image.getHeight();
    var result = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double across = 2.0 * x / width - 1;
        double down = 2.0 * y / height - 1;
        if (across * across + down * down < 1) {
          result.setRGB(x, y, image.getRGB(x, y));
        }
      }
    }
    return result;
  }

  private BufferedImage replace() throws IOException {
    var image = picture("image");
    int width = Math.max(1, image.getWidth() / 2);
    int height = Math.max(1, image.getHeight() / 2);
    return with(copy(image), sketch(width, height), width / 2, height / 2);
  }

  private BufferedImage larger() throws IOException {
    var image = picture("image");
    int width = Math.min(MOST_UPSCALED, image.getWidth() * 2);
    int height = Math.max(1, image.getHeight() * width / image.getWidth());
    var result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pen = result.createGraphics();
    pen.drawImage(image, 0, 0, width, height, null);
    pen.dispose();
    return result;
  }

  private static BufferedImage with(BufferedImage below, BufferedImage above, int left, int top) {
    var pen = below.createGraphics();
    pen.drawImage(above, left, top, null);
    pen.dispose();
    return below;
  }

  private static BufferedImage copy(BufferedImage image) {
    var copy = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    return with(copy, image, 0, 0);
  }

  private BufferedImage picture(String field) throws IOException {
    try {
      var bytes = Base64.getDecoder().decode(body.path(field).asText());
      var picture = ImageIO.read(new ByteArrayInputStream(bytes));
      if (picture != null) {
        return picture;
      }
    } catch (IllegalArgumentException notBase64) {
      // The same answer as for bytes that are no picture.
    }
    throw AwsFault.bad("ValidationException", "#/%s: is not a picture".formatted(field));
  }
}
