import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from '../host/chromium.ts';

const out = join(import.meta.dirname, '..', '..', 'out');
const chromium = findChromium();

export default defineConfig({
  testDir: import.meta.dirname,
  // Pictures are for somebody to look at, and say nothing about right or wrong: they are taken on demand.
  testMatch: process.env.PICTURES === undefined ? '**/*.test.ts' : '**/*.pictures.ts',
  outputDir: join(out, 'ui'),
  // A worker is an emulator, a host and a browser, which together keep two cores busy.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 45_000 },
  forbidOnly: true,
  use: {
    actionTimeout: 45_000,
    viewport: { width: 1280, height: 800 },
    permissions: ['clipboard-read', 'clipboard-write'],
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [...chromiumArguments],
    },
  },
});
