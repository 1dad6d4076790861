package dev.corral.dispatcher.api;

/// The services that may call us, by the role that their service account gives them.
final class Callers {
  static final String GATEWAY = "gateway";
  static final String PROXY = "inference-proxy";

  private Callers() {}
}
