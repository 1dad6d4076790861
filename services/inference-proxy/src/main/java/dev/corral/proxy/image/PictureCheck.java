package dev.corral.proxy.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Judges pictures by their first bytes and their header before a pixel of them is decoded: a small
/// file can claim to be a very large picture.
public final class PictureCheck {
  private static final WebPImageReaderSpi WEBP = new WebPImageReaderSpi();

  private final PictureLimits limits;

  /// With the limits of this installation.
  public PictureCheck(PictureLimits limits) {
    this.limits = limits;
  }

  /// A picture that a caller sent as `field`, or the problem to answer with is thrown.
  ///
  /// @param declared media type that the caller gave; empty when none
  public Picture upload(byte[] bytes, String declared, String field) {
    if (bytes.length > limits.maxUploadBytes()) {
      throw refused(field, "is larger than " + limits.maxUploadBytes() + " bytes");
    }
    PictureFormat format =
        PictureFormat.sniff(bytes)
            .orElseThrow(() -> refused(field, "must be a PNG, JPEG or WebP picture"));
    if (contradicts(declared, format)) {
      throw refused(field, "is not the " + printable(declared) + " that it is called");
    }
    Picture picture = measured(bytes, format).orElseThrow(() -> refused(field, "cannot be read"));
    if (picture.pixels() > limits.maxPixels()
        || Math.max(picture.width(), picture.height()) > limits.maxEdge()) {
      throw refused(
          field,
          "has more than "
              + limits.maxPixels()
              + " pixels or an edge longer than "
              + limits.maxEdge());
    }
    return picture;
  }

  /// What a model made; empty when it is not a picture within twice our own limits.
  Optional<Picture> made(byte[] bytes) {
    return PictureFormat.sniff(bytes).flatMap(format -> measured(bytes, format));
  }

  private static boolean contradicts(String declared, PictureFormat format) {
    String plain = declared.split(";", 2)[0].strip();
    boolean says = plain.startsWith("image/") && !plain.equals("image/*");
    boolean jpg = plain.equals("image/jpg") && format == PictureFormat.JPEG;
    boolean other = !plain.isEmpty() && !plain.equals("application/octet-stream") && !says;
    return other || (says && !jpg && !plain.equals(format.mediaType()));
  }

  private static String printable(String declared) {
    String plain = declared.length() > 40 ? declared.substring(0, 40) : declared;
    return plain.replaceAll("[^a-zA-Z0-9/+.-]", "?");
  }

  private static ProblemException refused(String field, String why) {
    return new ProblemException(
        new Problem.InvalidField(field, "The picture '" + field + "' " + why + "."));
  }

  private static Optional<Picture> measured(byte[] bytes, PictureFormat format) {
    try (ImageInputStream in = stream(bytes)) {
      ImageReader reader = reader(format);
      try {
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        return width > 0 && height > 0
            ? Optional.of(new Picture(bytes, format, width, height))
            : Optional.empty();
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty(); // readers throw all sorts at broken headers
    }
  }

  /// The pixels of a picture that has been measured; without its metadata.
  static Optional<BufferedImage> pixels(Picture picture) {
    try (ImageInputStream in = stream(picture.bytes())) {
      ImageReader reader = reader(picture.format());
      try {
        reader.setInput(in, true, true);
        return Optional.ofNullable(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  private static ImageInputStream stream(byte[] bytes) {
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes));
  }

  private static ImageReader reader(PictureFormat format) throws IOException {
    return switch (format) {
      case PNG, JPEG -> ImageIO.getImageReadersByFormatName(format.id()).next();
      case WEBP -> WEBP.createReaderInstance(null);
    };
  }
}
