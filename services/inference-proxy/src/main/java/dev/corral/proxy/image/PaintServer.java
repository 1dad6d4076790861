package dev.corral.proxy.image;

import java.util.concurrent.CompletableFuture;

/// A server of OpenAI's image routes. Where it is, and how one is let in there, is not for painters
/// to know.
@FunctionalInterface
public interface PaintServer {

  /// What it has said: a good answer, or its refusal of the request.
  record Reply(int status, byte[] body) {}

  /// One request.
  ///
  /// @param path as the server's API has it, from `/v1` on
  record Order(String path, String mediaType, byte[] body) {}

  /// Asks. The future fails with the problem when there is no such reply; cancelling it ends the
  /// call.
  CompletableFuture<Reply> post(Order order);
}
