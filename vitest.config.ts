// One command runs every check: types, lint, architecture and behaviour are all tests.
import { defineConfig } from 'vitest/config';
import { ClosingLine } from './test/setup/closing-line.ts';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup/global.ts'],
    reporters: [['default', { summary: false }], new ClosingLine()],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    teardownTimeout: 30_000,
    retry: 0,
  },
});
