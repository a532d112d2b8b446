// Bundles the extension for its host: one file that activation reads, and one for each feature that is loaded
// when it is first used. Each `import()` of a file of ours becomes such a bundle.
//   node esbuild.mjs [--production] [--watch] [--metafile]
//   node esbuild.mjs --production --analyze   builds nothing, and prints esbuild's account of what the bundles hold
import { basename, extname, join } from 'node:path';
import { rmSync, writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';

const root = import.meta.dirname;

/** The files that others load on first use, besides the entry. Their base names are unique. */
const features = [
  'src/api/openApi.ts',
  'src/auth/identityTokens.ts',
  'src/delegations/azure.ts',
  'src/delegations/journal/diskJournal.ts',
  'src/commands/followUpRemovals.ts',
  'src/commands/reports.ts',
  'src/commands/runCommand.ts',
  'src/languageModel/delegationTools.ts',
  'src/onboarding/diagnostics/judgeDocument.ts',
  'src/onboarding/help/onboardingHelp.ts',
];

/** Turns `import('../commands/runCommand.ts')` into `require('./runCommand.cjs')` at run time. */
const lazyFeatures = {
  name: 'lazy-features',
  setup(build) {
    build.onResolve({ filter: /^\./ }, ({ kind, path }) => {
      if (kind !== 'dynamic-import') return undefined;
      const name = basename(path, extname(path));
      if (!features.some((file) => basename(file, '.ts') === name))
        return { errors: [{ text: `${path} is imported dynamically, but is no entry of esbuild.mjs` }] };
      return { path: `./${name}.cjs`, external: true };
    });
  },
};

/** The problem matcher of .vscode/tasks.json waits for these two lines. */
const reportBuilds = {
  name: 'report-builds',
  setup(build) {
    build.onStart(() => console.log('[watch] build started'));
    build.onEnd(() => console.log('[watch] build finished'));
  },
};

/** @param {{ production: boolean, watch?: boolean }} options */
function settings({ production, watch = false }) {
  return {
    entryPoints: ['src/extension.ts', ...features].map((file) => join(root, file)),
    outdir: join(root, 'dist'),
    entryNames: '[name]',
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    // `import()` would be an ES module load, which the bundles are not.
    supported: { 'dynamic-import': false },
    mainFields: ['module', 'main'],
    conditions: ['import', 'module', 'node'],
    external: ['vscode'],
    alias: {
      // Nothing is ever sent: the reporter that the Azure utilities ask for is one that does nothing.
      '@vscode/extension-telemetry': join(root, 'src/commands/noTelemetry.ts'),
      'vscode-tas-client': join(root, 'src/commands/noExperiments.ts'),
    },
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    plugins: [lazyFeatures, ...(watch ? [reportBuilds] : [])],
  };
}

const args = new Set(process.argv.slice(2));
const options = { production: args.has('--production'), watch: args.has('--watch') };
if (args.has('--analyze')) {
  const { metafile } = await esbuild.build({ ...settings(options), write: false });
  process.stdout.write(JSON.stringify(metafile));
} else {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await build();
}

async function build() {
  if (options.watch) {
    const context = await esbuild.context(settings(options));
    await context.watch();
  } else {
    const { metafile } = await esbuild.build(settings(options));
    if (args.has('--metafile')) writeFileSync(join(root, 'dist', 'meta.json'), JSON.stringify(metafile));
  }
}
