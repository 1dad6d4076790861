package dev.corral.proxy.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One header of two, one scheme, two kinds of value.
class CredentialTest {
  private static final String KEY = "crl_abcdefghij12_" + "Aa-_0".repeat(8) + "xyz";

  @Test
  void keysAndTokens() {
    assertEquals(new Credential.Key("abcdefghij12", KEY), of(List.of("Bearer " + KEY)));
    assertInstanceOf(Credential.Token.class, of(List.of("bearer a.b.c")));
  }

  @Test
  void neverTheValueInText() {
    assertFalse(of(List.of("Bearer " + KEY)).toString().contains("Aa-_0"));
    assertFalse(of(List.of("Bearer a.b.secret")).toString().contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer a.b",
        "Bearer a.b.c, Bearer a.b.c",
        "Basic a.b.c",
        "Bearer x' OR pg_sleep(8)--",
        "Bearer a.b.c d",
        "Bearer crl_short_x",
        "a.b.c",
        "Bearer crl_abcdefghij12_tooshort",
        "Bearer crl_a.b.c",
        "Bearer  a.b.c",
        "Bearer a.b.\u0131"
      })
  void everythingElseIsRefused(String header) {
    assertThrows(ProblemException.class, () -> of(List.of(header)));
  }

  @Test
  void noneTwoOrTooLong() {
    assertThrows(ProblemException.class, () -> of(List.of()));
    assertThrows(ProblemException.class, () -> of(List.of("Bearer a.b.c", "Bearer a.b.c")));
    assertThrows(ProblemException.class, () -> of(List.of("Bearer a.b." + "c".repeat(9000))));
    assertTrue(KEY.length() == 60);
  }

  @Test
  void aKeyInTheHeaderOfAnthropicsClients() {
    assertEquals(new Credential.Key("abcdefghij12", KEY), Credential.of(List.of(), List.of(KEY)));
    for (List<String> bad :
        List.of(List.of("a.b.c"), List.of("Bearer " + KEY), List.of(KEY, KEY), List.of(""))) {
      assertThrows(ProblemException.class, () -> Credential.of(List.of(), bad));
    }
    assertThrows(
        ProblemException.class, () -> Credential.of(List.of("Bearer " + KEY), List.of(KEY)));
  }

  private static Credential of(List<String> authorization) {
    return Credential.of(authorization, List.of());
  }
}
