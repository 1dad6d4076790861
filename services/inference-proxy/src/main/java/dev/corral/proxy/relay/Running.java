package dev.corral.proxy.relay;

/// A request in progress, which a stopping replica ends with words instead of silence.
interface Running {
  void stop();
}
