import { defineConfig } from '@playwright/test';

// The same promises as on the stand-in host, under the real Electron. Without its binary every test is skipped, and
// says so; a skip is never counted as a pass.
export default defineConfig({
  testDir: 'tests/electron',
  workers: 1,
  timeout: 180_000,
  reporter: 'list',
  outputDir: 'test-results/electron',
});
