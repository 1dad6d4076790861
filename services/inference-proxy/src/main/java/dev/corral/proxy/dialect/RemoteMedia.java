package dev.corral.proxy.dialect;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;

/// Media come inside the request or not at all: an engine that fetches what a caller names could be
/// sent to an address inside the cluster.
final class RemoteMedia {
  private RemoteMedia() {}

  /// Refuses a text that is an address of media. Names are compared as a lenient engine would.
  static void refuse(Zone zone, String name, String text) {
    if (zone != Zone.MESSAGES && zone != Zone.TOP) {
      return;
    }
    String folded = Zone.folded(name);
    boolean refused =
        switch (folded) {
          case "url" -> zone == Zone.MESSAGES && !text.startsWith("data:");
          case "image", "images", "file_data" -> text.contains("://");
          case "file_id" -> zone == Zone.MESSAGES;
          default -> folded.endsWith("_url") && !text.startsWith("data:");
        };
    if (refused) {
      throw new ProblemException(
          new Problem.InvalidField(
              name, "Media must be sent inside the request (a data: URL or base64)."));
    }
  }
}
