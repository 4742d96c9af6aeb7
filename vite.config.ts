import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const limits = { testTimeout: 20_000, hookTimeout: 60_000 };

export default defineConfig({
  root: 'portal',
  plugins: [react(), tailwindcss()],
  test: {
    root: '.',
    projects: [
      { test: { ...limits, name: 'shared', root: 'shared', include: ['src/**/*.test.ts'] } },
      {
        test: {
          ...limits,
          name: 'server',
          root: 'server',
          include: ['src/**/*.test.ts'],
          globalSetup: [join(import.meta.dirname, 'server/src/testing-cluster.ts')],
        },
      },
      {
        extends: true,
        test: { ...limits, name: 'portal', root: 'portal', include: ['src/**/*.test.{ts,tsx}'] },
      },
    ],
  },
});
