package dev.corral.proxy.image;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A wanted size in pixels.
public record Size(int width, int height) {
  private static final Pattern PIXELS = Pattern.compile("([1-9][0-9]{1,3})x([1-9][0-9]{1,3})");
  private static final int SHORTEST = 64;
  private static final int LONGEST = 4096;
  private static final List<String> RATIOS =
      List.of("1:1", "16:9", "21:9", "2:3", "3:2", "4:5", "5:4", "9:16", "9:21");

  /// OpenAI's `size`; empty for `auto`.
  static Optional<Size> read(String text) {
    if (text.equals("auto")) {
      return Optional.empty();
    }
    Matcher pixels = PIXELS.matcher(text);
    if (!pixels.matches()) {
      throw refused();
    }
    Size size = new Size(Integer.parseInt(pixels.group(1)), Integer.parseInt(pixels.group(2)));
    if (Math.min(size.width, size.height) < SHORTEST
        || Math.max(size.width, size.height) > LONGEST) {
      throw refused();
    }
    return Optional.of(size);
  }

  private static ProblemException refused() {
    return new ProblemException(
        new Problem.InvalidField(
            "size", "The size must be auto or like 1024x1024, each edge from 64 to 4096."));
  }

  /// The nearest of the shapes that Stability makes: it knows no pixels.
  String ratio() {
    double wanted = Math.log((double) width / height);
    return RATIOS.stream()
        .min(Comparator.comparingDouble(ratio -> Math.abs(logarithm(ratio) - wanted)))
        .orElseThrow();
  }

  private static double logarithm(String ratio) {
    List<Integer> sides = Arrays.stream(ratio.split(":", 2)).map(Integer::valueOf).toList();
    return Math.log((double) sides.getFirst() / sides.getLast());
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
