package dev.corral.local.engine.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class StopSequencesTest {
  @Test
  void holdsBackOnlyWhatMayBecomeAStop() {
    var stops = new StopSequences(List.of("END"));
    assertEquals("a", stops.accept("aE"));
    assertEquals("", stops.accept("N"));
    assertEquals("ENx", stops.accept("x"));
    assertEquals("", stops.accept("EN"));
    assertEquals("", stops.accept("D and more"));
    assertTrue(stops.found());
    assertEquals("", stops.flush());
  }

  @Property
  void showsExactlyTheTextBeforeTheFirstStopHoweverItIsCut(
      @ForAll @Size(max = 12)
          List<@CharRange(from = 'a', to = 'c') @StringLength(max = 3) String> pieces,
      @ForAll @NotEmpty @CharRange(from = 'a', to = 'c') @StringLength(max = 3) String stop) {
    var text = String.join("", pieces);
    var at = text.indexOf(stop);
    var sequences = new StopSequences(List.of(stop));
    var shown = new StringBuilder();
    for (var piece : pieces) {
      if (!sequences.found()) {
        shown.append(sequences.accept(piece));
      }
    }
    shown.append(sequences.flush());
    assertEquals(at >= 0 ? text.substring(0, at) : text, shown.toString());
    assertEquals(at >= 0, sequences.found());
  }
}
