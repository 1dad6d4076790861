package dev.corral.proxy.relay;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The bytes that the bodies of all requests in progress may have together; taken before a body is
/// read.
final class BodyBudget {
  private final Semaphore bytes;
  private final int longest;

  /// `most` bytes together, `longest` for one body of unknown length.
  BodyBudget(int most, int longest) {
    this.bytes = new Semaphore(Math.max(most, longest));
    this.longest = longest;
  }

  /// Sets aside what a body of this `content-length` needs, or throws the problem to answer with.
  Share take(@Nullable String contentLength) {
    return take(contentLength, longest);
  }

  /// The same for bodies that may be longer or shorter than usual.
  Share take(@Nullable String contentLength, int longest) {
    int wanted = length(contentLength, longest);
    if (!bytes.tryAcquire(wanted)) {
      throw new ProblemException(new Problem.Overloaded());
    }
    return new Share(bytes, wanted);
  }

  private static int length(@Nullable String contentLength, int longest) {
    return contentLength != null && contentLength.matches("[0-9]{1,9}")
        ? Math.min(Integer.parseInt(contentLength), longest)
        : longest;
  }

  int left() {
    return bytes.availablePermits();
  }

  /// What one request has set aside.
  static final class Share {
    /// Nothing is set aside.
    static final Share NONE = new Share(new Semaphore(0), 0);

    private final Semaphore bytes;
    private int held;

    private Share(Semaphore bytes, int held) {
      this.bytes = bytes;
      this.held = held;
    }

    /// The body has this length; the rest is given back.
    synchronized void settle(int length) {
      if (length < held) {
        bytes.release(held - length);
        held = length;
      }
    }

    /// Sets aside this much more, for what the body will become, or throws the problem.
    synchronized void more(int length) {
      if (!bytes.tryAcquire(length)) {
        throw new ProblemException(new Problem.Overloaded());
      }
      held += length;
    }

    /// Gives everything back; later calls change nothing.
    void release() {
      settle(0);
    }
  }
}
