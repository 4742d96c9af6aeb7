import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { EnvironmentOptions } from 'vite';
import { defineConfig } from 'vitest/config';

const limits = { testTimeout: 90_000, hookTimeout: 120_000 };

/** What Tailwind 4 asks for anyway. */
const cssTarget = ['chrome123', 'firefox128', 'safari17.5'];

/** `vite build` makes them in this order: the server's part reads the manifest of the browser's, and the worker. */
const builds: Record<string, EnvironmentOptions> = {
  client: {
    build: {
      outDir: 'dist/client',
      manifest: true,
      rolldownOptions: { input: ['src/main.tsx', 'src/after-paint.ts'] },
    },
  },
  offline: {
    consumer: 'client',
    build: {
      outDir: 'dist/offline',
      copyPublicDir: false,
      // One classic script: not every browser takes modules here.
      rolldownOptions: { input: 'src/offline/worker.ts', output: { format: 'iife', entryFileNames: 'worker.js' } },
    },
  },
  ssr: {
    // Everything inside, so that React runs as built for production whatever NODE_ENV says when the server starts.
    define: { 'process.env.NODE_ENV': JSON.stringify('production') },
    resolve: { noExternal: true },
    build: {
      outDir: 'dist/server',
      ssr: true,
      cssMinify: true,
      cssTarget,
      rolldownOptions: { input: 'src/server-entry.tsx' },
    },
  },
};

export default defineConfig(({ command }) => ({
  root: 'portal',
  plugins: [react(), tailwindcss()],
  builder: {},
  environments: command === 'build' ? builds : {},
  test: {
    root: '.',
    // Tests wait for processes and the database more than they compute: the runner may use the last core too.
    maxWorkers: '100%',
    projects: [
      { test: { ...limits, name: 'scripts', root: 'scripts', include: ['*.test.ts'] } },
      { test: { ...limits, name: 'shared', root: 'shared', include: ['src/**/*.test.ts'] } },
      {
        test: {
          ...limits,
          name: 'server',
          // Every file has its own database; loading the server anew for each took a sixth of the time.
          isolate: false,
          root: 'server',
          include: ['src/**/*.test.ts'],
          globalSetup: [join(import.meta.dirname, 'server/src/testing-cluster.ts')],
        },
      },
      {
        extends: true,
        test: {
          ...limits,
          name: 'portal',
          root: 'portal',
          include: ['src/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          environmentOptions: { happyDOM: { url: 'http://quittance.test/' } },
          setupFiles: [join(import.meta.dirname, 'portal/src/testing/setup.ts')],
        },
      },
    ],
  },
}));
