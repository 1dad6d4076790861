import "vitest";
import { resolve } from "node:path";

export const repositoryRoot = resolve(import.meta.dirname, "..", "..");

/** Where the platform under test is. */
export interface Platform {
  base: string;
  portBase: number;
  stateDir: string;
}

declare module "vitest" {
  interface ProvidedContext {
    platform: Platform;
  }
}
