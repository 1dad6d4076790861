import { defineConfig } from "vitest/config";

// The journeys share one platform, so files run one after another.
export default defineConfig({
  test: {
    include: ["journeys/*.test.ts"],
    globalSetup: ["platform/setup.ts"],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 40_000,
    reporters: ["verbose"],
  },
});
