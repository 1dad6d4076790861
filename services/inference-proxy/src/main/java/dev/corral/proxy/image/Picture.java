package dev.corral.proxy.image;

/// A checked picture, still encoded.
///
/// @param width in pixels
/// @param height in pixels
public record Picture(byte[] bytes, PictureFormat format, int width, int height) {

  /// Pixels altogether.
  public long pixels() {
    return (long) width * height;
  }

  boolean sameSize(Picture other) {
    return width == other.width && height == other.height;
  }
}
