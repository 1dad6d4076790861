package dev.corral.dispatcher.plan;

import java.util.Locale;

/// Puts a failed pull into words: whether the image is missing, closed, or out of reach.
final class ImageWords {
  private static final String AGAIN = " Then wake it.";

  private ImageWords() {}

  /// @param account what the container runtime says, which may name anything and is not repeated
  static String of(String image, String account) {
    String plain = account.toLowerCase(Locale.ROOT);
    if (has(plain, "toomanyrequests", "rate limit")) {
      return "The registry of `"
          + image
          + "` allows no more pulls now. Mirror it, or wait."
          + AGAIN;
    }
    if (has(plain, "unauthorized", "denied", "forbidden", "no basic auth")) {
      return "The cluster may not pull `" + image + "`. Check its pull rights." + AGAIN;
    }
    if (has(plain, "not found", "manifest unknown", "does not exist", "invalid reference")) {
      return "There is no image `" + image + "`. Check the platform's configuration." + AGAIN;
    }
    if (has(plain, "timeout", "no such host", "connection refused", "dial tcp", "unreachable")) {
      return "The registry of `"
          + image
          + "` cannot be reached from the cluster. Mirror the image into your own registry."
          + AGAIN;
    }
    return "The image `"
        + image
        + "` cannot be pulled. Check that it exists and that the cluster may pull it."
        + AGAIN;
  }

  private static boolean has(String text, String... marks) {
    for (String mark : marks) {
      if (text.contains(mark)) {
        return true;
      }
    }
    return false;
  }
}
