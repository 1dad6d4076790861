package dev.corral.proxy.admission;

import java.time.Duration;

/// The usual times, and room for two.
record KeyTimes() implements KeyConfig {
  @Override
  public Duration positive() {
    return Duration.ofSeconds(60);
  }

  @Override
  public Duration negative() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Duration lastKnownGood() {
    return Duration.ofMinutes(15);
  }

  @Override
  public int remembered() {
    return 2;
  }
}
