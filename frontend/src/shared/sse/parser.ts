/** One thing an event stream says: an event, or a comment (Corral's proxies speak in comments while a model wakes). */
export type SseItem =
  { kind: 'event'; event: string; data: string; id: string | undefined } | { kind: 'comment'; text: string };

/** A line or an event longer than this is a broken sender, not an answer. */
export const MAX_PENDING_CHARACTERS = 1 << 20;

/**
 * Reads text/event-stream from pieces cut anywhere: inside a line, between CR and LF, between two fields.
 * Follows the WHATWG rules (BOM, three kinds of line end, multi-line data, ids without NUL).
 */
export class SseParser {
  private rest = '';
  private atStart = true;
  private lastWasCr = false;
  private data: string[] = [];
  private dataLength = 0;
  private event = '';
  private id: string | undefined;

  push(piece: string): SseItem[] {
    const items: SseItem[] = [];
    let text = piece;
    if (this.atStart && text !== '') {
      if (text.startsWith('\uFEFF')) text = text.slice(1);
      this.atStart = false;
    }
    let from = 0;
    for (let at = 0; at < text.length; at++) {
      const sign = text[at];
      if (sign === '\n' && this.lastWasCr) {
        this.lastWasCr = false;
        from = at + 1;
        continue;
      }
      this.lastWasCr = sign === '\r';
      if (sign !== '\n' && sign !== '\r') continue;
      this.line(this.rest + text.slice(from, at), items);
      this.rest = '';
      from = at + 1;
    }
    this.rest += text.slice(from);
    if (this.rest.length + this.dataLength > MAX_PENDING_CHARACTERS)
      throw new Error('event stream: line too long');
    return items;
  }

  private line(line: string, items: SseItem[]): void {
    if (line === '') {
      this.dispatch(items);
      return;
    }
    if (line.startsWith(':')) {
      items.push({ kind: 'comment', text: line.slice(1).trim() });
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const raw = colon < 0 ? '' : line.slice(colon + 1);
    this.field(field, raw.startsWith(' ') ? raw.slice(1) : raw);
  }

  private field(field: string, value: string): void {
    if (field === 'data') {
      this.data.push(value);
      this.dataLength += value.length;
    } else if (field === 'event') {
      this.event = value;
    } else if (field === 'id' && !value.includes('\0')) {
      this.id = value;
    }
  }

  private dispatch(items: SseItem[]): void {
    if (this.data.length > 0) {
      const event = this.event === '' ? 'message' : this.event;
      items.push({ kind: 'event', event, data: this.data.join('\n'), id: this.id });
    }
    this.data = [];
    this.dataLength = 0;
    this.event = '';
  }
}
