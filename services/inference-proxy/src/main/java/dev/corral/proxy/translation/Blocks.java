package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.conversation.StopReason;
import dev.corral.proxy.conversation.Usage;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Puts the pieces of an answer together: one block of text, reasoning or a call after the other.
final class Blocks {
  private static final int LONGEST = 16 * 1024 * 1024;

  /// What a block holds.
  enum Kind {
    TEXT,
    REASONING,
    CALL
  }

  /// One block of an answer, so far.
  static final class Block {
    private final Kind kind;
    private final int position;
    private final int call;
    private final String id;
    private final String name;
    private final StringBuilder text = new StringBuilder();
    private String signature = "";

    private Block(Kind kind, int position, int call, String id, String name) {
      this.kind = kind;
      this.position = position;
      this.call = call;
      this.id = id;
      this.name = name;
    }

    Kind kind() {
      return kind;
    }

    /// Of the block within the answer, from 0.
    int position() {
      return position;
    }

    /// Of the call among the calls, from 0.
    int call() {
      return call;
    }

    String id() {
      return id;
    }

    String name() {
      return name;
    }

    /// The text, or the JSON text of a call's arguments.
    String text() {
      return text.toString();
    }

    String signature() {
      return signature;
    }
  }

  /// Hears how the answer grows.
  interface Listener {
    void opened(Block block);

    void grown(Block block, String more);

    void signed(Block block, String signature);

    void closed(Block block);
  }

  private final List<Block> all = new ArrayList<>();
  private Optional<Block> open = Optional.empty();
  private Optional<Piece.Stopped> stopped = Optional.empty();
  private Optional<Usage> usage = Optional.empty();
  private int calls;
  private int length;

  void take(Piece piece, Listener listener) {
    switch (piece) {
      case Piece.Text text -> grow(Kind.TEXT, text.text(), listener);
      case Piece.Reasoning reasoning -> grow(Kind.REASONING, reasoning.text(), listener);
      case Piece.Signature signature -> {
        Block block = current(Kind.REASONING, listener);
        block.signature = signature.value();
        listener.signed(block, signature.value());
      }
      case Piece.ToolCall call -> {
        close(listener);
        opened(new Block(Kind.CALL, all.size(), calls++, call.id(), call.name()), listener);
      }
      case Piece.Arguments arguments -> {
        Block call = open.filter(block -> block.kind == Kind.CALL).orElseThrow(Blocks::broken);
        if (call.call != arguments.index()) {
          throw broken(); // the dialects tell one call after the other
        }
        append(call, arguments.json(), listener);
      }
      case Piece.Stopped end -> stopped = Optional.of(end);
      case Piece.Counted counted -> usage = Optional.of(counted.usage());
    }
  }

  private void grow(Kind kind, String more, Listener listener) {
    if (!more.isEmpty()) {
      append(current(kind, listener), more, listener);
    }
  }

  private void append(Block block, String more, Listener listener) {
    length += more.length();
    if (length > LONGEST) {
      throw broken();
    }
    block.text.append(more);
    listener.grown(block, more);
  }

  private Block current(Kind kind, Listener listener) {
    if (open.isEmpty() || open.get().kind != kind) {
      close(listener);
      opened(new Block(kind, all.size(), -1, "", ""), listener);
    }
    return open.orElseThrow();
  }

  private void opened(Block block, Listener listener) {
    all.add(block);
    open = Optional.of(block);
    listener.opened(block);
  }

  /// Nothing more comes into the block that is open.
  void close(Listener listener) {
    Optional<Block> last = open;
    open = Optional.empty();
    last.ifPresent(listener::closed);
  }

  List<Block> all() {
    return all;
  }

  List<Block> calls() {
    return all.stream().filter(block -> block.kind == Kind.CALL).toList();
  }

  /// The text of all blocks of a kind.
  String text(Kind kind) {
    return all.stream()
        .filter(block -> block.kind == kind)
        .map(Block::text)
        .collect(Collectors.joining());
  }

  /// Why it ended; an answer that does not say is not one.
  Piece.Stopped stopped() {
    return stopped.orElseThrow(Blocks::broken);
  }

  /// Whether the answer has said why it ended.
  boolean over() {
    return stopped.isPresent();
  }

  /// Whether the limit of tokens cut the answer, and perhaps a call in the middle.
  boolean cutShort() {
    return stopped().reason() == StopReason.LENGTH;
  }

  Optional<Usage> usage() {
    return usage;
  }

  static ProblemException broken() {
    return new ProblemException(new Problem.EngineBroken());
  }
}
