import { defineConfig } from "vitest/config";

// Unit tests and end-to-end tests run in one go; the set-up compiles the project and finds or builds a Pulumi CLI.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/build.ts", "test/e2e/support/pulumi-cli.ts", "test/browser/support/chromium.ts"],
    // A preview starts processes, and two cores are soon busy.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
  },
});
