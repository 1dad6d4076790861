package dev.corral.proxy.dialect;

/// One JSON value per line.
final class NdjsonCutter extends FrameCutter {
  @Override
  int cutAt(byte b, int index) {
    return b == '\n' ? index + 1 : -1;
  }
}
