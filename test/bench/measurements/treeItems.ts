import { inEditor } from '../benchEditor.ts';
import type { Measurement } from '../measurement.ts';
import { largeAzure, subscriptions } from './largeAzure.ts';

const runs = 20;

/** How long the extension takes to tell the editor the rows of a managing tenant with very many subscriptions. */
export const treeItems: Measurement = (packages, tell) =>
  inEditor(packages, largeAzure, (openWindow) =>
    openWindow(async ({ ask }) => {
      await ask('quiet');
      const samples = await ask('items', subscriptions, runs);
      tell(`${runs} times ${subscriptions} rows`);
      return [{ name: 'tree.items5000.ms', samples }];
    }),
  );
