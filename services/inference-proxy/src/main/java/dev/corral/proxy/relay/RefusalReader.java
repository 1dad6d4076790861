package dev.corral.proxy.relay;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/// Reads the short body of an engine's refusal, and no more than that.
final class RefusalReader {
  private static final int LONGEST = 16 * 1024;

  private RefusalReader() {}

  static Future<byte[]> read(HttpClientResponse answer) {
    Promise<byte[]> done = Promise.promise();
    Buffer body = Buffer.buffer();
    answer.handler(chunk -> {
      if (body.length() + chunk.length() > LONGEST) {
        done.tryComplete(new byte[0]);
      } else {
        body.appendBuffer(chunk);
      }
    });
    answer.exceptionHandler(done::tryFail);
    answer.endHandler(ended -> done.tryComplete(body.getBytes()));
    return done.future();
  }
}
