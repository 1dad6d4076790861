package dev.corral.local.engine.http;

import dev.corral.local.engine.generation.Answer;

/// How one dialect writes one answer.
public interface AnswerFormat {
  /// The content type of a stream.
  String streamType();

  /// What a stream starts with, before the first text; may be empty.
  String opening();

  /// A frame with some text.
  String text(String text);

  /// The frames that end a stream.
  String end(Answer answer);

  /// The frame for a failure after the first byte.
  String failure(Problem problem);

  /// The whole answer as one JSON document.
  String whole(String text, Answer answer);

  /// The JSON document for a failure before the first byte.
  String error(Problem problem);
}
