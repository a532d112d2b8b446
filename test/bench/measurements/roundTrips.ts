import { inEditor } from '../benchEditor.ts';
import type { Measurement } from '../measurement.ts';
import { distantAzure, managingTenants, toRoundTrips } from './distantAzure.ts';

const runs = 10;

/** How long the tree takes for its first row and for a subscription, with modules loaded and connections open. */
export const roundTrips: Measurement = (packages, tell) =>
  inEditor(packages, distantAzure, (openWindow) =>
    openWindow(async ({ ask }) => {
      await ask('quiet');
      await ask('firstTenant', managingTenants);
      const firstTenant: number[] = [];
      for (let run = 0; run < runs; run++) firstTenant.push(await ask('firstTenant', managingTenants));
      tell(`${runs} times the first managing tenant`);
      const openSubscription = await ask('openSubscriptions', managingTenants, runs);
      tell(`${runs} subscriptions opened`);
      return [
        { name: 'tree.firstTenant.rtts', samples: firstTenant.map(toRoundTrips) },
        { name: 'tree.openSubscription.rtts', samples: openSubscription.map(toRoundTrips) },
      ];
    }),
  );
