package dev.corral.proxy.dialect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// JSON as the dialects read and write it: bounded, strict about duplicates.
public final class JsonText {
  private static final StreamReadConstraints BOUNDS =
      StreamReadConstraints.builder()
          .maxNestingDepth(64)
          .maxTokenCount(200_000)
          .maxStringLength(16 * 1024 * 1024)
          .maxNumberLength(100)
          .maxNameLength(1_000)
          .build();

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(BOUNDS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  /// For answers full of numbers, whose length is bounded before they are read.
  static final JsonFactory LONG_LISTS =
      FACTORY
          .rebuild()
          .streamReadConstraints(BOUNDS.rebuild().maxTokenCount(-1).build())
          .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  static final JsonMapper MAPPER = JsonMapper.builder(FACTORY.copy()).build();

  /// Keeps every digit of a number: what is translated must not change on the way.
  public static final JsonMapper EXACT =
      JsonMapper.builder(FACTORY.copy())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private JsonText() {}

  static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
