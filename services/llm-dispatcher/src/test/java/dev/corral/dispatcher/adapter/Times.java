package dev.corral.dispatcher.adapter;

import java.time.Duration;

/// The defaults, with waits that are over soon.
record Times(Duration ask, Duration load) implements AdapterTimes {
  Times() {
    this(Duration.ofSeconds(3), Duration.ofSeconds(20));
  }

  @Override
  public boolean allowHf() {
    return false;
  }

  @Override
  public Duration look() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Duration retry() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Duration longestRetry() {
    return Duration.ofMinutes(5);
  }
}
