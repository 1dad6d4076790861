package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.Failure;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What the end of a log tells about why an engine or an app does not come up. The first that is
/// recognised counts; the text itself goes nowhere.
public enum LogSign {
  GPU_MEMORY(
      Failure.Code.OutOfMemory,
      "The model does not fit into the GPU's memory. Choose a smaller model or a quantised one, a"
          + " shorter context, or a pool with larger GPUs; then wake it.",
      "cuda out of memory",
      "torch.outofmemoryerror",
      "cudaerrormemoryallocation",
      "no available memory for the cache blocks",
      "larger than the maximum number of tokens that can be stored in kv cache"),
  DISK_FULL(
      Failure.Code.Bootstrap,
      "The disk for the weights is too small. Choose a smaller model, or ask the platform team for"
          + " more storage; then wake it.",
      "no space left on device",
      "disk quota exceeded"),
  GATED(
      Failure.Code.ModelNotFound,
      "The source refuses access to this model. Accept its licence and give the platform a token for"
          + " it, or choose another source; then launch it again.",
      "gated repo",
      "access to model",
      "401 client error",
      "403 client error"),
  NO_GPU(
      Failure.Code.Bootstrap,
      "The engine found no usable GPU on its node. The node's driver or device plugin is not right:"
          + " tell the platform team.",
      "no cuda-capable device",
      "cuda driver version is insufficient",
      "failed to initialize nvml",
      "no nvidia gpu"),
  OLD_GPU(
      Failure.Code.Bootstrap,
      "The model needs a newer GPU than this pool has. Choose a pool with g6 or g5 instances.",
      "bfloat16 is only supported on gpus with compute capability",
      "compute capability"),
  WRONG_FORMAT(
      Failure.Code.Bootstrap,
      "The engine cannot read these weights. Choose a source in a format that it knows, or another"
          + " engine; then launch it again.",
      "not supported for now",
      "unsupported model architecture",
      "invalid file magic",
      "unknown model architecture",
      "does not appear to have a file named config.json"),
  DATABASE(
      Failure.Code.Bootstrap,
      "The app cannot reach its database. Check its connection, then wake it.",
      "could not connect to server",
      "connection to server",
      "econnrefused",
      "database is locked");

  private final Failure.Code code;
  private final String sentence;
  private final String[] marks;

  LogSign(Failure.Code code, String sentence, String... marks) {
    this.code = code;
    this.sentence = sentence;
    this.marks = marks;
  }

  /// What the end of a log tells.
  public static Optional<LogSign> read(String log) {
    String plain = log.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(sign -> Arrays.stream(sign.marks).anyMatch(plain::contains))
        .findFirst();
  }

  Failure failure() {
    return new Failure(code, sentence);
  }
}
