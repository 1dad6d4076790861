package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.lead.Leadership;

/// Leads, for ever.
final class Leading implements Leadership {
  @Override
  public boolean leads() {
    return true;
  }

  @Override
  public long generation() {
    return 1;
  }
}
