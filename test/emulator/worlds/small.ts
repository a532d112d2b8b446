import type { WorldDocument } from '../world.ts';
import { deleteRole, guid, type RoleFor, scopeFor, WorldBuilder } from '../worldBuilder.ts';

/**
 * One person of a service provider, three tenants, five customers, and every kind of delegation that there is.
 * All names are of companies that do not exist.
 */
export function smallWorld(): WorldDocument {
  const world = new WorldBuilder();

  // Where Alex works: at home, for a second provider that wants a sign-in of its own, and as a customer's guest.
  const fabrikam = world.tenant('Fabrikam');
  const northwind = world.tenant('Northwind Operations', { signIn: 'separate' });
  const contoso = world.tenant('Contoso');
  const alex = world.user('alex', fabrikam);
  const robin = world.user('robin', fabrikam);
  const alexAtNorthwind = world.guest(alex, northwind);
  const alexAtContoso = world.guest(alex, contoso);
  const operators = world.group('MSP Operators', fabrikam, [alex, robin]);
  const approvers = world.group('MSP Approvers', fabrikam, [robin]);
  const automation = world.servicePrincipal('Fabrikam Automation', fabrikam);
  const duty = world.group('Northwind Duty', northwind, [alexAtNorthwind]);

  const operate: readonly RoleFor[] = [
    [operators, 'Reader'],
    [operators, 'Contributor'],
    [operators, deleteRole],
  ];
  // Templates name an assignment guid(offerName), so that one GUID occurs at many customers.
  const gold = {
    to: fabrikam,
    name: 'Fabrikam Managed Services Gold',
    description: 'Operations around the clock',
    assignmentName: guid('Fabrikam Managed Services Gold'),
    definitionName: guid('Fabrikam Managed Services Gold'),
  };

  const contosoProduction = world.subscription('Contoso Production', contoso, {
    resourceGroups: ['rg-shop', 'rg-data'],
  });
  world.delegation(contosoProduction, {
    ...gold,
    roles: [...operate, [automation, 'User Access Administrator']],
  });
  world.role([alexAtContoso, 'Reader'], contosoProduction);
  const contosoWeb = world.subscription('Contoso Web', contoso, { resourceGroups: ['rg-web', 'rg-private'] });
  world.delegation(contosoWeb, { to: fabrikam, name: 'Web care', resourceGroup: 'rg-web', roles: operate });

  const adatum = world.tenant('Adatum');
  const adatumCore = world.subscription('Adatum Core', adatum);
  world.delegation(adatumCore, { ...gold, roles: operate });
  world.delegation(adatumCore, {
    to: fabrikam,
    name: 'Fabrikam Backup',
    roles: [
      [operators, 'Reader'],
      [operators, 'Backup Contributor'],
      [operators, deleteRole],
    ],
    createdAt: '2025-01-20T14:05:00Z',
  });
  const adatumDev = world.subscription('Adatum Dev', adatum);
  world.delegation(adatumDev, {
    to: fabrikam,
    name: 'Fabrikam Monitoring',
    roles: [
      [operators, 'Reader'],
      [operators, 'Contributor'],
    ],
  });
  const adatumShared = world.subscription('Adatum Shared', adatum);
  world.delegation(adatumShared, {
    to: northwind,
    name: 'Northwind Network Watch',
    roles: [
      [duty, 'Reader'],
      [duty, 'Network Contributor'],
      [duty, deleteRole],
    ],
  });

  const tailwind = world.tenant('Tailwind Traders');
  const tailwindRetail = world.subscription('Tailwind Retail', tailwind);
  const justInTime = world.delegation(tailwindRetail, {
    to: fabrikam,
    name: 'Just-in-time operations',
    roles: [[operators, 'Reader']],
    eligible: [
      {
        role: [operators, 'Contributor'],
        policy: {
          multiFactorAuthProvider: 'Azure',
          maximumActivationDuration: 'PT8H',
          managedByTenantApprovers: [{ principalId: approvers.id, principalIdDisplayName: 'MSP Approvers' }],
        },
      },
      {
        role: [operators, deleteRole],
        policy: { multiFactorAuthProvider: 'None', maximumActivationDuration: 'PT30M' },
      },
    ],
  });
  const tailwindLogistics = world.subscription('Tailwind Logistics', tailwind);
  world.delegation(tailwindLogistics, {
    to: fabrikam,
    name: 'Fabrikam Security (Marketplace)',
    plan: {
      publisher: 'fabrikam',
      product: 'fabrikam-managed-security',
      name: 'gold-plan',
      version: '2.1.0',
    },
    roles: operate,
  });
  world.demandMfa(scopeFor(tailwindLogistics));

  const wideWorld = world.tenant('Wide World Importers');
  const wideWorldShipping = world.subscription('WWI Shipping', wideWorld, { resourceGroups: ['rg-ports'] });
  world.delegation(wideWorldShipping, { ...gold, roles: operate });
  const costReview = world.delegation(wideWorldShipping, {
    to: fabrikam,
    name: 'Fabrikam Cost Review',
    roles: [[operators, 'Cost Management Reader']],
    provisioningState: 'Failed',
  });
  const wideWorldLedger = world.subscription('WWI Ledger', wideWorld);
  world.delegation(wideWorldLedger, { ...gold, roles: operate });
  world.lock(scopeFor(wideWorldLedger));
  const wideWorldArchive = world.subscription('WWI Archive', wideWorld, { state: 'Disabled' });
  world.delegation(wideWorldArchive, { ...gold, roles: operate });

  // Free text typed by people of another organisation, and bodies without what may be left out.
  const litware = world.tenant('Litware <b>Labs</b> & "Friends"');
  const litwareLab = world.subscription('🚀 Lab [click](command:workbench.action.quit) $(trash)', litware);
  world.delegation(litwareLab, {
    to: fabrikam,
    name: 'Two\nlines\tand a tab',
    description: '<img src="https://tracker.example/pixel.png"> *bold* `code`\n\n# Heading',
    roles: operate,
  });
  const litwareStudio = world.subscription('استوديو ليتوير \u202Egnp.exe', litware);
  world.delegation(litwareStudio, {
    to: fabrikam,
    name: 'תמיכה 24/7 👩‍💻',
    roles: operate,
    sparse: true,
    assignmentName: '00000000-0000-0000-0000-000000000000',
  });

  // Who manages Fabrikam's own subscriptions: one provider all of one, another a resource group only.
  const proseware = world.tenant('Proseware Security');
  const analysts = world.group('Proseware Analysts', proseware, []);
  const tailspin = world.tenant('Tailspin Hosting');
  const hosts = world.group('Tailspin Hosts', tailspin, []);
  const fabrikamCorporate = world.subscription('Fabrikam Corporate', fabrikam, {
    resourceGroups: ['rg-intranet', 'rg-telephony'],
  });
  world.role([alex, 'Owner'], fabrikamCorporate);
  world.delegation(fabrikamCorporate, {
    to: proseware,
    name: 'Proseware Threat Watch',
    roles: [
      [analysts, 'Security Reader'],
      [analysts, 'Contributor'],
    ],
  });
  world.delegation(fabrikamCorporate, {
    to: tailspin,
    name: 'Tailspin Intranet Hosting',
    resourceGroup: 'rg-intranet',
    roles: [
      [hosts, 'Reader'],
      [hosts, 'Website Contributor'],
    ],
  });

  // The activity log keeps 90 days, so that its days move along.
  const daysAgo = (days: number): string =>
    new Date((Math.floor(Date.now() / 86_400_000) - days) * 86_400_000).toISOString();
  world.event(justInTime.id, fabrikam, {
    at: daysAgo(40),
    operation: 'write',
    caller: 'morgan@tailwindtraders.example',
  });
  world.event(costReview.id, fabrikam, {
    at: daysAgo(3),
    operation: 'write',
    caller: 'deployment@customer.example',
    status: 'Failed',
  });

  return world.build();
}
