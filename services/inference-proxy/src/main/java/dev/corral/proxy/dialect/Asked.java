package dev.corral.proxy.dialect;

/// A kind of request, as usage events and metrics name it.
public interface Asked {
  /// The dialect of request and answer.
  Dialect dialect();

  /// The name in usage events and metrics.
  String id();
}
