package dev.corral.proxy.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The formats that are taken and made; each is known by its first bytes, never by what somebody
/// calls it.
public enum PictureFormat {
  PNG("png", "image/png", "png"),
  JPEG("jpeg", "image/jpeg", "jpg"),
  WEBP("webp", "image/webp", "webp");

  private static final byte[] PNG_MAGIC = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] JPEG_MAGIC = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WEBP_MARK = "WEBP".getBytes(StandardCharsets.US_ASCII);

  private final String id;
  private final String mediaType;
  private final String extension;

  PictureFormat(String id, String mediaType, String extension) {
    this.id = id;
    this.mediaType = mediaType;
    this.extension = extension;
  }

  /// The name in requests and answers.
  public String id() {
    return id;
  }

  /// The media type.
  public String mediaType() {
    return mediaType;
  }

  /// The ending of a stored file, without a dot.
  public String extension() {
    return extension;
  }

  /// The format of these bytes; empty for everything else, SVG and GIF included.
  public static Optional<PictureFormat> sniff(byte[] bytes) {
    if (starts(bytes, 0, PNG_MAGIC)) {
      return Optional.of(PNG);
    }
    if (starts(bytes, 0, JPEG_MAGIC)) {
      return Optional.of(JPEG);
    }
    return starts(bytes, 0, RIFF) && starts(bytes, 8, WEBP_MARK)
        ? Optional.of(WEBP)
        : Optional.empty();
  }

  /// The format of this name.
  public static Optional<PictureFormat> named(String id) {
    return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
  }

  /// The format of this ending.
  static Optional<PictureFormat> ending(String extension) {
    return Arrays.stream(values()).filter(format -> format.extension.equals(extension)).findFirst();
  }

  private static boolean starts(byte[] bytes, int from, byte[] wanted) {
    return bytes.length >= from + wanted.length
        && Arrays.equals(bytes, from, from + wanted.length, wanted, 0, wanted.length);
  }
}
