export const MAX_NAME_LENGTH = 40;

/** What is wrong with a name (DNS-1123, at most 40 characters), in words for the person typing; undefined if nothing. */
export function nameFault(name: string): string | undefined {
  if (name === '') return 'Give it a name.';
  if (name.length > MAX_NAME_LENGTH) return `At most ${MAX_NAME_LENGTH} characters; this has ${name.length}.`;
  if (/[A-Z]/.test(name)) return 'Only small letters.';
  if (!/^[a-z0-9-]+$/.test(name)) return 'Only letters a–z, digits and hyphens.';
  if (name.startsWith('-') || name.endsWith('-')) return 'Begin and end with a letter or a digit.';
  return undefined;
}
