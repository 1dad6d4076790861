package dev.corral.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RequestPathTest {
  /// A path that passes reads the same however often it is decoded or normalised.
  @Property(tries = 5_000)
  void aClearPathHasOneReading(@ForAll("paths") String path) {
    if (!RequestPath.isClear(path)) {
      return;
    }
    URI uri = URI.create("http://h" + path);
    assertThat(uri.normalize().getRawPath()).isEqualTo(path);
    assertThat(uri.getPath()).doesNotContain("//", "\\", ";", "\u0000", "%");
    assertThat(uri.getPath().split("/", -1)).doesNotContain(".", "..");
  }

  @Property(tries = 1_000)
  void ordinaryPathsPass(@ForAll("ordinary") String path) {
    assertThat(RequestPath.isClear(path)).isTrue();
    assertThat(RequestPath.isClear(path + "?a=//../%2e;x\\")).isTrue();
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of(
            "/", "a", "..", ".", "%2e", "%2f", "%5c", "%41", "%c3%a4", "%c0%ae", "%", "%zz", ";",
            "\\", "%00", "~", "@", "v1", "\u00e4", " ")
        .list()
        .ofMaxSize(8)
        .map(pieces -> "/" + String.join("", pieces));
  }

  @Provide
  Arbitrary<String> ordinary() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .numeric()
        .withChars("-_~:@!$&'()*+,=")
        .ofMinLength(1)
        .ofMaxLength(12)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(s -> "/" + String.join("/", s));
  }
}
