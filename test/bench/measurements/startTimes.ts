import type { SubscriptionNode } from '../../../src/tree/treeNode.ts';
import { extensionId } from '../../host/emulatedCloud.ts';
import { inEditor } from '../benchEditor.ts';
import type { Measurement } from '../measurement.ts';
import { emptyExtension } from '../packages.ts';
import type { ActivationTimes } from '../probe/activateAll.ts';
import { distantAzure, managingTenants, toRoundTrips } from './distantAzure.ts';

const starts = 10;

/**
 * What each start of the extension host takes: activation beside that of an empty extension, in changing order, and
 * then, in turn, the first managing tenant or a subscription with all of Azure's modules still to load.
 */
export const startTimes: Measurement = (packages, tell) =>
  inEditor(packages, distantAzure, async (openWindow) => {
    const activation: number[] = [];
    const empty: number[] = [];
    const firstTenant: number[] = [];
    const openSubscription: number[] = [];
    let loaded = 0;
    let subscription: SubscriptionNode | undefined;
    for (let start = 0; start < starts; start++) {
      await openWindow(async ({ ask }) => {
        await ask('quiet');
        const order = start % 2 === 0 ? [extensionId, emptyExtension] : [emptyExtension, extensionId];
        const times = await ask('activate', order);
        activation.push(total(times[extensionId]));
        empty.push(total(times[emptyExtension]));
        const files = await ask('loadedFiles');
        loaded = files.reduce((sum, { bytes }) => sum + bytes, 0);
        tell(`start ${start + 1} of ${starts}: loaded ${files.map(({ path }) => path).join(', ')}`);
        await ask('fetchTokens');
        // A start is cold only once, so the two take turns.
        if (subscription === undefined) {
          firstTenant.push(toRoundTrips(await ask('firstTenant', managingTenants)));
          subscription = await ask('someSubscription', managingTenants);
        } else {
          openSubscription.push(toRoundTrips(await ask('openSubscription', subscription)));
          subscription = undefined;
        }
        if ((await ask('loadedFiles')).length <= files.length)
          throw new Error('Nothing was left to load: the start was not cold');
      });
    }
    return [
      { name: 'activation.medianMs', samples: activation },
      { name: 'activation.overEmptyMs', samples: activation.map((ms, start) => ms - (empty[start] ?? 0)) },
      { name: 'bundle.activationKb', samples: [loaded / 1000] },
      { name: 'tree.firstTenant.coldRtts', samples: firstTenant },
      { name: 'tree.openSubscription.coldRtts', samples: openSubscription },
    ];
  });

function total(times: ActivationTimes | undefined): number {
  if (times === undefined) throw new Error('An extension was not activated');
  return times.loadMs + times.activateMs;
}
