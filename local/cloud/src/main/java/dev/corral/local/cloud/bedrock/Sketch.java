package dev.corral.local.cloud.bedrock;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A picture that follows from its prompt and seed alone, with the words STAND-IN on it. The
/// letters are drawn dot by dot: fonts are not everywhere.
final class Sketch {
  private static final int SHAPES = 9;
  private static final int GLYPH_WIDTH = 5;
  private static final int GLYPH_HEIGHT = 7;
  private static final String WORDS = "STAND-IN";
  private static final Map<Character, List<String>> GLYPHS =
      Map.of(
          'S', List.of(" ####", "#    ", "#    ", " ### ", "    #", "    #", "#### "),
          'T', List.of("#####", "  #  ", "  #  ", "  #  ", "  #  ", "  #  ", "  #  "),
          'A', List.of(" ### ", "#   #", "#   #", "#####", "#   #", "#   #", "#   #"),
          'N', List.of("#   #", "##  #", "# # #", "#  ##", "#   #", "#   #", "#   #"),
          'D', List.of("#### ", "#   #", "#   #", "#   #", "#   #", "#   #", "#### "),
          'I', List.of("#####", "  #  ", "  #  ", "  #  ", "  #  ", "  #  ", "#####"),
          '-', List.of("     ", "     ", "     ", "#####", "     ", "     ", "     "));

  private Sketch() {}

  static BufferedImage of(String prompt, long seed, int width, int height) {
    var random = new Random(seed * 31 + prompt.hashCode());
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setPaint(new GradientPaint(0, 0, colour(random), width, height, colour(random)));
    pen.fillRect(0, 0, width, height);
    pen.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, 0.6f));
    for (int i = 0; i < SHAPES; i++) {
      double size = Math.min(width, height) * (0.1 + random.nextDouble() * 0.5);
      double left = random.nextDouble() * width - size / 2;
      double top = random.nextDouble() * height - size / 2;
      pen.setColor(colour(random));
      pen.fill(new Ellipse2D.Double(left, top, size, size));
    }
    pen.setComposite(AlphaComposite.SrcOver);
    sign(pen, width, height);
    pen.dispose();
    return image;
  }

  private static Color colour(Random random) {
    return Color.getHSBColor(random.nextFloat(), 0.55f, 0.9f);
  }

  private static void sign(Graphics2D pen, int width, int height) {
    int dot = Math.max(1, width / ((GLYPH_WIDTH + 1) * WORDS.length() + 4));
    int left = (width - dot * ((GLYPH_WIDTH + 1) * WORDS.length() - 1)) / 2;
    int top = height - dot * (GLYPH_HEIGHT + 2);
    pen.setColor(Color.BLACK);
    pen.fillRect(0, top - dot, width, dot * (GLYPH_HEIGHT + 2));
    pen.setColor(Color.WHITE);
    for (int i = 0; i < WORDS.length(); i++) {
      var rows = GLYPHS.getOrDefault(WORDS.charAt(i), List.of());
      glyph(pen, rows, left + i * dot * (GLYPH_WIDTH + 1), top, dot);
    }
  }

  private static void glyph(Graphics2D pen, List<String> rows, int left, int top, int dot) {
    for (int y = 0; y < GLYPH_HEIGHT; y++) {
      for (int x = 0; x < GLYPH_WIDTH; x++) {
        if (rows.get(y).charAt(x) == '#') {
          pen.fillRect(left + x * dot, top + y * dot, dot, dot);
        }
      }
    }
  }
}
