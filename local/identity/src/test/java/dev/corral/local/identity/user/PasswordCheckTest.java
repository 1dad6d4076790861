package dev.corral.local.identity.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.corral.local.identity.user.PasswordCheck.Result;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordCheckTest {
  private final MovableClock clock = new MovableClock();
  private final PasswordCheck check =
      new PasswordCheck(UserDirectory.standard(Optional.empty()), clock);

  @ParameterizedTest
  @ValueSource(strings = {"alice", "nobody"})
  void waitsDoubleAfterFiveWrongPasswordsForKnownAndUnknownNamesAlike(String name) {
    for (var attempt = 0; attempt < 5; attempt++) {
      assertInstanceOf(Result.Rejected.class, check.check(name, "wrong"));
    }
    assertEquals(new Result.LockedOut(Duration.ofSeconds(1)), check.check(name, "alice-corral"));
    clock.advance(Duration.ofSeconds(1));
    assertInstanceOf(Result.Rejected.class, check.check(name, "wrong"));
    assertEquals(new Result.LockedOut(Duration.ofSeconds(2)), check.check(name, "wrong"));
    for (var attempt = 0; attempt < 20; attempt++) {
      clock.advance(Duration.ofMinutes(1));
      check.check(name, "wrong");
    }
    assertEquals(new Result.LockedOut(Duration.ofMinutes(1)), check.check(name, "wrong"));
  }

  @Test
  void aRightPasswordForgetsTheWrongOnes() {
    for (var attempt = 0; attempt < 4; attempt++) {
      check.check("bob", "wrong");
    }
    assertInstanceOf(Result.Accepted.class, check.check("bob", "bob-corral"));
    for (var attempt = 0; attempt < 5; attempt++) {
      assertInstanceOf(Result.Rejected.class, check.check("bob", "wrong"));
    }
  }

  @Test
  void nobodySignsInWithoutAName() {
    assertInstanceOf(Result.Rejected.class, check.check("", ""));
  }
}
