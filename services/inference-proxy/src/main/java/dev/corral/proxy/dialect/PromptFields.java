package dev.corral.proxy.dialect;

import dev.corral.proxy.dialect.PromptBody.Bound;
import dev.corral.proxy.dialect.PromptBody.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fields that the proxy reads while it walks through a body once.
final class PromptFields {
  private final Operation operation;
  private final List<Bound> tokenLimits = new ArrayList<>();
  private final List<Bound> contexts = new ArrayList<>();
  private final Beginning beginning = new Beginning();
  private int opening;
  private long choices = 1;
  private long prompts = 1;
  private Optional<Span> model = Optional.empty();
  private Optional<Span> streamOptions = Optional.empty();
  private Optional<Span> keepAlive = Optional.empty();
  private Optional<Span> options = Optional.empty();
  private String modelName = "";
  private boolean stream;
  private boolean usageAsked;
  private boolean base64;
  private boolean asks;

  PromptFields(Operation operation) {
    this.operation = operation;
    this.stream = operation.streamsByDefault();
  }

  Operation operation() {
    return operation;
  }

  List<Bound> tokenLimits() {
    return tokenLimits;
  }

  List<Bound> contexts() {
    return contexts;
  }

  Beginning beginning() {
    return beginning;
  }

  /// How many answers are asked for.
  long answers() {
    return operation.embeds() ? 0 : choices * prompts;
  }

  int opening() {
    return opening;
  }

  Optional<Span> model() {
    return model;
  }

  Optional<Span> streamOptions() {
    return streamOptions;
  }

  Optional<Span> keepAlive() {
    return keepAlive;
  }

  Optional<Span> options() {
    return options;
  }

  String modelName() {
    return modelName;
  }

  boolean stream() {
    return stream;
  }

  boolean usageAsked() {
    return usageAsked;
  }

  boolean asks() {
    return asks;
  }

  /// There is something to answer.
  void asks(boolean something) {
    asks = something;
  }

  boolean base64() {
    return base64;
  }

  void base64(boolean asked) {
    base64 = asked;
  }

  void opensAt(int offset) {
    opening = offset;
  }

  void choices(long wanted) {
    choices = Math.max(choices, wanted);
  }

  void prompts(int count) {
    prompts = Math.max(1, count);
  }

  void model(Span at, String name) {
    model = Optional.of(at);
    modelName = name;
  }

  void stream(boolean wanted) {
    stream = wanted;
  }

  void usageAsked(boolean asked) {
    usageAsked = asked;
  }

  void streamOptions(Span at) {
    streamOptions = Optional.of(at);
  }

  void keepAlive(Span at) {
    keepAlive = Optional.of(at);
  }

  void options(Span at) {
    options = Optional.of(at);
  }
}
