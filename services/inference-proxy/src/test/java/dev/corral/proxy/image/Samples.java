package dev.corral.proxy.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/// Pictures for tests, good and bad.
public final class Samples {
  /// 1 × 1, lossy, as libwebp writes it.
  private static final String WEBP = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";

  private Samples() {}

  /// Plain limits.
  public static final PictureLimits LIMITS =
      new PictureLimits() {
        @Override
        public int maxUploadBytes() {
          return 400_000;
        }

        @Override
        public long maxPixels() {
          return 1_000_000;
        }

        @Override
        public int maxEdge() {
          return 4_000;
        }

        @Override
        public int maxFiles() {
          return 4;
        }
      };

  /// A PNG of one colour.
  public static byte[] png(int width, int height) {
    return encoded(plain(width, height, BufferedImage.TYPE_INT_RGB), "png");
  }

  /// A JPEG of one colour.
  public static byte[] jpeg(int width, int height) {
    return encoded(plain(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
  }

  /// A WebP.
  public static byte[] webp() {
    return Base64.getDecoder().decode(WEBP);
  }

  /// Opaque, but for a transparent left half.
  public static byte[] mask(int width, int height) {
    BufferedImage image = plain(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width / 2; x++) {
        image.setRGB(x, y, 0);
      }
    }
    return encoded(image, "png");
  }

  /// A PNG whose header claims another size; its checksum is right.
  public static byte[] claiming(int width, int height) {
    byte[] bytes = png(2, 2);
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putInt(16, width).putInt(20, height);
    CRC32 crc = new CRC32();
    crc.update(bytes, 12, 17);
    header.putInt(29, (int) crc.getValue());
    return bytes;
  }

  /// A PNG with words behind its header.
  public static byte[] withText(byte[] png, String words) {
    byte[] text = ("tEXtcomment\0" + words).getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(text);
    ByteBuffer chunk = ByteBuffer.allocate(text.length + 8);
    chunk.putInt(text.length - 4).put(text).putInt((int) crc.getValue());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Arrays.copyOf(png, 33));
    out.writeBytes(chunk.array());
    out.writeBytes(Arrays.copyOfRange(png, 33, png.length));
    return out.toByteArray();
  }

  /// Decodes.
  public static BufferedImage decoded(byte[] bytes) {
    try {
      return ImageIO.read(new java.io.ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] encodedPng(BufferedImage image) {
    return encoded(image, "png");
  }

  static Picture picture(byte[] bytes) {
    return new PictureCheck(LIMITS).upload(bytes, "", "image");
  }

  private static BufferedImage plain(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D pen = image.createGraphics();
    pen.setColor(Color.ORANGE);
    pen.fillRect(0, 0, width, height);
    pen.dispose();
    return image;
  }

  private static byte[] encoded(BufferedImage image, String format) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, format, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
