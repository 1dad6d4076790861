package dev.corral.proxy.image;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/// Turns OpenAI's mask, transparent where to edit, into Stability's, white where to edit. What was
/// opaque becomes black, what was half transparent grey, and the result is a fresh PNG without
/// anything else that the file had in it.
final class Mask {
  private static final int OPAQUE = 0xff;

  private Mask() {}

  static byte[] whiteWhereTransparent(Picture mask) {
    BufferedImage pixels = PictureCheck.pixels(mask).orElseThrow(() -> refused("cannot be read"));
    if (!pixels.getColorModel().hasAlpha()) {
      throw refused("has no transparency: the part to edit must be transparent");
    }
    int width = pixels.getWidth();
    int height = pixels.getHeight();
    BufferedImage inverted = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    int[] row = new int[width];
    int[] grey = new int[width];
    for (int y = 0; y < height; y++) {
      pixels.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        grey[x] = OPAQUE - (row[x] >>> 24);
      }
      // Into the raster: a colour would be changed on its way to linear grey.
      inverted.getRaster().setSamples(0, y, width, 1, 0, grey);
    }
    return png(inverted);
  }

  private static byte[] png(BufferedImage image) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e); // memory does not fail
    }
  }

  private static ProblemException refused(String why) {
    return new ProblemException(
        new Problem.InvalidField("mask", "The picture 'mask' " + why + "."));
  }
}
