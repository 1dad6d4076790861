package dev.corral.dispatcher.api;

import dev.corral.dispatcher.engine.Engines;
import dev.corral.dispatcher.record.Records;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Wires what the endpoints share.
@ApplicationScoped
public class ApiBeans {
  @Produces
  @Singleton
  ModelViews views(Clock clock, Engines engines) {
    return new ModelViews(clock, engines);
  }

  @Produces
  @Singleton
  WakeCheck wakeCheck(Records records) {
    return new WakeCheck(records);
  }
}
