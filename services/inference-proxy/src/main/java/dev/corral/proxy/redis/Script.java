package dev.corral.proxy.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Lua script that the server runs as one step; it is sent only when the server does not know it.
final class Script {
  private static final String UNKNOWN = "NOSCRIPT";

  private final String text;
  private final String digest;

  Script(String name) {
    this.text = read(name);
    this.digest = sha1(text);
  }

  /// The numbers that it answers with.
  Future<List<Long>> run(Redis redis, List<String> keys, List<String> arguments) {
    return send(redis, Command.EVALSHA, digest, keys, arguments)
        .recover(failure ->
            String.valueOf(failure.getMessage()).startsWith(UNKNOWN)
                ? send(redis, Command.EVAL, text, keys, arguments)
                : Future.failedFuture(failure));
  }

  private static Future<List<Long>> send(
      Redis redis, Command command, String script, List<String> keys, List<String> arguments) {
    Request request = Request.cmd(command).arg(script).arg(keys.size());
    keys.forEach(request::arg);
    arguments.forEach(request::arg);
    return redis.send(request).map(Script::numbers);
  }

  private static List<Long> numbers(@Nullable Response answer) {
    List<Long> numbers = new ArrayList<>();
    if (answer != null && answer.isArray()) {
      answer.forEach(number -> numbers.add(number(number)));
    }
    return numbers;
  }

  private static long number(Response number) {
    Long value = number.toLong();
    return value == null ? 0 : value;
  }

  private static String read(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha1(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1"); // Redis's name for a script
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
