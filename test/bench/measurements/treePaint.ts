import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbench } from '../../ui/workbench.ts';
import { inEditor } from '../benchEditor.ts';
import type { Measurement } from '../measurement.ts';
import { largeAzure } from './largeAzure.ts';

const runs = 5;
/** Gives the page a function. */
const pageScript = readFileSync(join(import.meta.dirname, '..', 'page', 'firstRowsPainted.js'), 'utf8');

/** How long somebody waits who opens a managing tenant with very many subscriptions for the first time. */
export const treePaint: Measurement = (packages, tell) =>
  inEditor(packages, largeAzure, async (openWindow) => {
    const samples: number[] = [];
    for (let run = 0; run < runs; run++) {
      await openWindow(async ({ page, ask }) => {
        const workbench = new Workbench(page, () => Promise.resolve());
        await workbench.openDelegations();
        const twistie = workbench.row('Provider 1').locator('.monaco-tl-twistie');
        await twistie.waitFor();
        await ask('quiet');
        const painted = page.evaluate<number>(`${pageScript}firstRowsPainted()`);
        await twistie.click();
        samples.push(await painted);
        tell(`opened ${run + 1} of ${runs}`);
      });
    }
    return [{ name: 'tree.paint5000.ms', samples }];
  });
