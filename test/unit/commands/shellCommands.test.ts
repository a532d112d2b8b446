import { describe, expect, test } from 'vitest';
import { azureCliCommand, powerShellCommand } from '../../../src/commands/shellCommands.ts';

const subscription = '/subscriptions/a0a0a0a0-0000-4000-8000-00000000a0a0';
const name = '90909090-0000-4000-8000-0000000090ab';

describe('What removes a delegation on a command line', () => {
  test('of a subscription', () => {
    const delegation = { scope: subscription, name };
    expect(azureCliCommand(delegation)).toBe(
      'az managedservices assignment delete --assignment "/subscriptions/a0a0a0a0-0000-4000-8000-00000000a0a0/providers/Microsoft.ManagedServices/registrationAssignments/90909090-0000-4000-8000-0000000090ab"',
    );
    expect(powerShellCommand(delegation)).toBe(
      'Remove-AzManagedServicesAssignment -Name 90909090-0000-4000-8000-0000000090ab -Scope "/subscriptions/a0a0a0a0-0000-4000-8000-00000000a0a0"',
    );
  });

  test.each([
    'web',
    'Web-Shop_1',
    '(web)',
    'web(west).prod',
    'a.b.c',
    '-web-',
    'währung',
    '\u05D7\u05D1\u05E8\u05D4',
    '\u4F1A\u793E\u0661',
    'x'.repeat(90),
  ])('of the resource group %s', (resourceGroup) => {
    const delegation = { scope: `${subscription}/resourceGroups/${resourceGroup}`, name };
    expect(azureCliCommand(delegation)).toBe(
      `az managedservices assignment delete --assignment "${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedServices/registrationAssignments/${name}"`,
    );
    expect(powerShellCommand(delegation)).toBe(
      `Remove-AzManagedServicesAssignment -Name ${name} -Scope "${subscription}/resourceGroups/${resourceGroup}"`,
    );
  });

  test('keeps the letter case that Azure wrote', () => {
    const delegation = {
      scope: `${subscription.toUpperCase()}/RESOURCEGROUPS/Web`,
      name: name.toUpperCase(),
    };
    expect(azureCliCommand(delegation)).toContain(`"${delegation.scope}/providers/`);
    expect(powerShellCommand(delegation)).toContain(` -Name ${delegation.name} -Scope "${delegation.scope}"`);
  });
});

describe('Nothing of a stranger reaches a command line', () => {
  const hostileNames = [
    'a"; rm -rf ~; "',
    'a$(reboot)',
    'a`reboot`',
    'a$HOME',
    'a%PATH%',
    'a!reboot!',
    "a'b",
    'a\u201Db',
    'a\u2019b',
    'a\\',
    'a;b',
    'a&b',
    'a|b',
    'a>b',
    'a b',
    'a\nb',
    'a\0b',
    'a\u202Eb',
    'a\u200Bb',
    'a#b',
    'a*',
    'a,b',
    'a@{b}',
    'a.',
    '',
    '..',
    'x'.repeat(91),
  ];

  test.each(hostileNames)('as the name of a resource group: %j', (resourceGroup) => {
    const delegation = { scope: `${subscription}/resourceGroups/${resourceGroup}`, name };
    expect(() => azureCliCommand(delegation)).toThrow('Not the id of a registration assignment');
    expect(() => powerShellCommand(delegation)).toThrow('Not the id of a registration assignment');
  });

  test.each([
    '',
    '/',
    '/subscriptions/',
    '/subscriptions/shop',
    `${subscription}"`,
    `${subscription}/`,
    `${subscription}\n`,
    `${subscription} --yes`,
    `x${subscription}`,
    `${subscription}/resourceGroups`,
    `${subscription}/resourceGroups/web/providers`,
    '/providers/Microsoft.Management/managementGroups/all',
    subscription.slice(0, -1),
  ])('as a scope: %j', (scope) => {
    expect(() => azureCliCommand({ scope, name })).toThrow();
    expect(() => powerShellCommand({ scope, name })).toThrow();
  });

  test.each(['', 'gold', `${name}"`, `${name} -Confirm:$false`, `${name}\n`, `{${name}}`, name.slice(1)])(
    'as the name of a delegation: %j',
    (odd) => {
      expect(() => azureCliCommand({ scope: subscription, name: odd })).toThrow();
      expect(() => powerShellCommand({ scope: subscription, name: odd })).toThrow();
    },
  );
});
