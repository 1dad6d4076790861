package dev.corral.proxy.dialect;

/// Server-sent events: lines end in LF, CR or CRLF, and an empty line ends an event.
final class SseCutter extends FrameCutter {
  private boolean lineIsEmpty = true;
  private boolean afterReturn;
  private boolean heldReturn;

  @Override
  int cutAt(byte b, int index) {
    if (heldReturn) {
      heldReturn = false;
      return afterHeldReturn(b, index);
    }
    if (b == '\n' && afterReturn) {
      afterReturn = false;
      return -1;
    }
    afterReturn = b == '\r';
    if (b != '\n' && b != '\r') {
      lineIsEmpty = false;
      return -1;
    }
    if (!lineIsEmpty) {
      lineIsEmpty = true;
      return -1;
    }
    if (b == '\r') {
      // The LF of a CRLF may be in the next chunk: it belongs to this event.
      heldReturn = true;
      afterReturn = false;
      return -1;
    }
    return index + 1;
  }

  private int afterHeldReturn(byte b, int index) {
    if (b == '\n') {
      return index + 1;
    }
    if (b == '\r') {
      heldReturn = true;
    } else {
      lineIsEmpty = false;
    }
    return index;
  }
}
