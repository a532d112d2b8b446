/** The figures, by name. What a name says of units: `Ms` and `ms` milliseconds, `Mb` 1,000,000 bytes, `Kb` and `kb` 1,000 bytes, `rtts` round trips. */
export type FigureName =
  | 'activation.medianMs'
  | 'activation.overEmptyMs'
  | 'bundle.activationKb'
  | 'vsix.codeKb'
  | 'vsix.kb'
  | 'tree.firstTenant.rtts'
  | 'tree.firstTenant.coldRtts'
  | 'tree.openSubscription.rtts'
  | 'tree.openSubscription.coldRtts'
  | 'tree.items5000.ms'
  | 'tree.paint5000.ms'
  | 'inventory.wallMs'
  | 'inventory.limitMs'
  | 'inventory.vsLimit'
  | 'inventory.firstRows.rtts'
  | 'inventory.requests'
  | 'inventory.sequentialMs'
  | 'inventory.vsSequential'
  | 'inventory.fanOutMs'
  | 'inventory.vsFanOut'
  | 'inventory10k.wallMs'
  | 'inventory10k.limitMs'
  | 'inventory10k.vsLimit'
  | 'inventory10k.requests'
  | 'inventory10k.rows'
  | 'inventory10k.heapMb'
  | 'onboarding.typicalMs'
  | 'onboarding.largeMs'
  | 'bulk.removals'
  | 'bulk.wallMs'
  | 'bulk.sequentialMs'
  | 'bulk.speedup';

/** What was measured of a figure, run by run; one sample where every run gives the same. */
export interface Figure {
  readonly name: FigureName;
  readonly samples: readonly number[];
}

/**
 * What a figure should stay within, in its own unit. Round trips have 20 % for everything else, and one more where
 * modules have to be loaded.
 */
export const limits: Readonly<Partial<Record<FigureName, number>>> = {
  'activation.overEmptyMs': 25,
  'bundle.activationKb': 150,
  'vsix.codeKb': 500,
  'vsix.kb': 1500,
  'tree.firstTenant.rtts': 2.4,
  'tree.firstTenant.coldRtts': 3.4,
  'tree.openSubscription.rtts': 1.2,
  'tree.items5000.ms': 30,
  'tree.paint5000.ms': 500,
  'inventory.vsLimit': 1.3,
  'inventory.firstRows.rtts': 2.4,
  'inventory.requests': 30,
  'inventory10k.heapMb': 150,
  'onboarding.typicalMs': 5,
  'onboarding.largeMs': 250,
};

/** What a figure should reach at least. */
export const goals: Readonly<Partial<Record<FigureName, number>>> = { 'bulk.speedup': 6 };
