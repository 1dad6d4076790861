/** For names, keys, code and numbers that line up. */
export const MONO = "'JetBrains Mono Variable', ui-monospace, Menlo, Consolas, monospace";
