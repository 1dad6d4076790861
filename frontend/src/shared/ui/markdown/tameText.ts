// Terminal sequences (CSI, OSC), the control characters that are left, and marks that turn the reading direction.
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const TERMINAL = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g;
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A model's words without what could make them look like something else. */
export function tameText(text: string): string {
  return text.replace(TERMINAL, '').replace(CONTROL, '').replace(DIRECTION, '');
}
