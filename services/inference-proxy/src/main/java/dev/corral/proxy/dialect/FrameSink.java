package dev.corral.proxy.dialect;

/// Takes whole frames as ranges of a buffer that is only valid during the call.
@FunctionalInterface
interface FrameSink {
  void frame(byte[] source, int from, int to);
}
