package dev.corral.proxy.image;

import io.smallrye.config.WithDefault;

/// What a picture that a caller sends may be.
public interface PictureLimits {
  /// Largest file.
  @WithDefault("10485760")
  int maxUploadBytes();

  /// Most pixels; what Stability's tools take.
  @WithDefault("9437184")
  long maxPixels();

  /// Longest edge in pixels.
  @WithDefault("8192")
  int maxEdge();

  /// Most pictures in one request, the mask included.
  @WithDefault("4")
  int maxFiles();
}
