import { defineConfig } from "vitest/config";

// The journeys share one cluster, so files run one after another.
export default defineConfig({
  test: {
    include: ["journeys/*.test.ts"],
    globalSetup: ["platform/setup.ts"],
    setupFiles: ["platform/nothingForbidden.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 40_000,
    reporters: ["verbose"],
  },
});
