package dev.corral.dispatcher.engine;

import java.util.regex.Pattern;

/// Which image references may be run: by digest, unless tags are allowed for a laptop.
public final class Images {
  private static final Pattern DIGEST =
      Pattern.compile("[a-z0-9][a-z0-9._:/-]*(:[A-Za-z0-9._-]+)?@sha256:[0-9a-f]{64}");
  private static final Pattern TAG = Pattern.compile("[a-z0-9][a-z0-9._:/-]*:[A-Za-z0-9._-]+");

  private final boolean allowTags;

  public Images(boolean allowTags) {
    this.allowTags = allowTags;
  }

  /// The reference, when it may be run.
  ///
  /// @param key the configuration key that it comes from
  /// @throws IllegalArgumentException when it may not
  public String checked(String key, String reference) {
    if (DIGEST.matcher(reference).matches()) {
      return reference;
    }
    boolean fixedTag = TAG.matcher(reference).matches() && !reference.endsWith(":latest");
    if (allowTags && fixedTag) {
      return reference;
    }
    throw new IllegalArgumentException(
        key
            + " is `"
            + reference
            + "`: an image must be named by digest (repository@sha256:…). A fixed tag is accepted"
            + " only with corral.images.allow-tags=true, which is for a laptop.");
  }
}
