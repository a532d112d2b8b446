/** The one direction of dependency; CONTRIBUTING.md shows it as a picture. */
const layer = (name, from, to, comment) => ({ name, severity: 'error', comment, from: { path: from }, to });

export default {
  forbidden: [
    layer('no-cycles', '^(src|test|scripts)/', { circular: true }, 'Cycles hide which way data flows.'),
    layer(
      'arm-stands-alone',
      '^src/arm/',
      { path: '^src/', pathNot: '^src/arm/' },
      'arm talks to Azure Resource Manager and knows nothing of the rest.',
    ),
    layer(
      'managedservices-is-a-package',
      '^src/arm/managedservices/',
      { path: '^src/', pathNot: '^src/arm/managedservices/' },
      'Shaped like an SDK package, so that a published one can take its place.',
    ),
    layer(
      'plain-node',
      '^src/(arm|delegations|onboarding/(syntax|model|rules|roles|fixes))/',
      { path: '^vscode$' },
      'arm, delegations, and what reads, judges and edits onboarding files run in plain Node.',
    ),
    layer(
      'delegations-on-arm-only',
      '^src/delegations/',
      { path: '^src/', pathNot: '^src/(delegations|arm)/' },
      'The domain knows Azure, not the editor.',
    ),
    layer(
      'onboarding-reads-then-judges',
      '^src/onboarding/(syntax|model)/',
      { path: '^src/', pathNot: '^src/onboarding/(syntax|model)/' },
      'What a document says is read first; rules and fixes build on it.',
    ),
    layer(
      'auth-beside-arm',
      '^src/auth/',
      { path: '^src/', pathNot: '^src/(auth|arm|messages)(/|\\.ts$)' },
      'Accounts and clouds, on arm alone.',
    ),
    layer(
      'views-are-siblings',
      '^src/(tree|documents|onboarding|languageModel|api)/',
      { path: '^src/(commands|extension\\.ts)' },
      'Only extension.ts and the commands themselves know the commands.',
    ),
    layer(
      'nothing-imports-the-entry',
      '^src/',
      { path: '^src/extension\\.ts$', pathNot: '^src/extension\\.ts$' },
      'activate() is where everything is wired, and the end of every arrow.',
    ),
    layer(
      'emulator-knows-no-product',
      '^test/emulator/',
      { path: '^src/' },
      'A stand-in that shared code with the product would share its mistakes.',
    ),
    layer(
      'product-knows-no-test',
      '^src/',
      { path: '^(test|scripts)/' },
      'No branch for tests in production.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/host/(oldest/)?node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
};
