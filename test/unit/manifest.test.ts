import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { publicCloud } from '../../src/auth/cloud.ts';
import { isApproved } from '../../src/auth/userCloud.ts';
import { commandIds } from '../../src/commandIds.ts';
import { contextKeys } from '../../src/contextKeys.ts';
import { toolNames } from '../../src/languageModel/toolNames.ts';
import { auditRules } from '../../src/delegations/audit/auditRules.ts';
import { rules as onboardingRules } from '../../src/onboarding/rules/ruleCodes.ts';
import {
  allowedManagingTenants,
  allowsAgents,
  announcesNewDelegations,
  asksForName,
  authenticationMode,
  historyDays,
  isGroupedByCustomer,
  isReadOnly,
  onboardingSeverities,
  rulesSwitchedOff,
  settingNames,
  settingsSection,
} from '../../src/settings.ts';

/** The user's settings, by their full names, as the editor would answer for them. */
const userSettings = vi.hoisted(() => new Map<string, unknown>());

vi.mock('vscode', () => ({
  workspace: {
    getConfiguration: (section: string) => ({
      get: (name: string, preset?: unknown) => userSettings.get(`${section}.${name}`) ?? preset,
      inspect: (name: string) => ({ globalValue: userSettings.get(`${section}.${name}`) }),
    }),
  },
}));

interface MenuItem {
  readonly command: string;
  readonly when?: string;
  readonly group?: string;
}

interface Setting {
  readonly scope: string;
  readonly default: unknown;
  readonly properties?: Readonly<Record<string, { readonly default: unknown }>>;
}

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly contributes: {
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly {
      readonly view: string;
      readonly contents: string;
      readonly when: string;
    }[];
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
      readonly icon?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly languageModelTools: readonly {
      readonly name: string;
      readonly when: string;
      readonly modelDescription: string;
    }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, Setting>>;
    };
  };
}

const root = join(import.meta.dirname, '..', '..');
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifestText = textOf('package.json');
const { contributes, engines, devDependencies } = JSON.parse(manifestText) as Manifest;
const texts = JSON.parse(textOf('package.nls.json')) as Readonly<Record<string, string>>;

const declaredCommands = contributes.commands.map(({ command }) => command);
const declaredSettings = Object.keys(contributes.configuration.properties);
const declaredViews = Object.values(contributes.views).flatMap((views) => views.map(({ id }) => id));
const menuItems = Object.entries(contributes.menus).flatMap(([menu, items]) =>
  items.map((item) => ({ menu, ...item })),
);
const conditions = [...menuItems, ...contributes.viewsWelcome].flatMap(({ when }) => when ?? []);

/** The words of a union of texts, as a source file declares it. */
function wordsOf(union: string, path: string): readonly string[] {
  const source = ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest);
  const declaration = source.statements.find(
    (statement) => ts.isTypeAliasDeclaration(statement) && statement.name.text === union,
  );
  if (!declaration || !ts.isTypeAliasDeclaration(declaration) || !ts.isUnionTypeNode(declaration.type))
    throw new Error(`${path} declares no union ${union}`);
  return declaration.type.types.flatMap((type) =>
    ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal) ? [type.literal.text] : [],
  );
}

const viewStates = wordsOf('ViewState', 'src/contextKeys.ts');
const capabilities = wordsOf('Capability', 'src/tree/treeItem.ts');

function matchesOf(expression: RegExp, text: string): readonly string[] {
  return [...text.matchAll(expression)].flatMap(([, match]) => match ?? []);
}

describe('Commands', () => {
  test('are those of the code, and no others', () => {
    expect(declaredCommands.toSorted()).toEqual(Object.values(commandIds).toSorted());
  });

  test('are declared once, in one category', () => {
    expect(new Set(declaredCommands).size).toBe(declaredCommands.length);
    expect(new Set(contributes.commands.map(({ category }) => category))).toEqual(new Set(['%category%']));
  });

  test('are declared wherever a menu names one', () => {
    expect(declaredCommands).toEqual(expect.arrayContaining(menuItems.map(({ command }) => command)));
  });

  test('are declared wherever the welcome of a view links to one of ours', () => {
    const linked = Object.values(texts).flatMap((text) => matchesOf(/\(command:([^)?\s]+)/g, text));
    // The editor makes a command that shows a view.
    const shown = declaredViews.map((view) => `${view}.focus`);
    const ours = linked.filter((command) => command.startsWith(settingsSection) && !shown.includes(command));
    expect(ours.length).toBeGreaterThan(0);
    expect(declaredCommands).toEqual(expect.arrayContaining(ours));
  });

  test('have an icon wherever they are shown as a button', () => {
    const buttons = menuItems.filter(({ group }) => /^(inline|navigation)\b/.test(group ?? ''));
    const withIcon = contributes.commands.flatMap(({ command, icon }) =>
      icon === undefined ? [] : [command],
    );
    expect(withIcon).toEqual(expect.arrayContaining(buttons.map(({ command }) => command)));
  });

  const removing = declaredCommands.filter((command) => /remove/i.test(command));

  test('that remove something are absent while the extension only looks: from every menu and the palette', () => {
    expect(removing).toContain(commandIds.removeDelegation);
    const items = menuItems.filter(({ command }) => removing.includes(command));
    for (const { when = '' } of items) {
      expect(when.split(' && ')).toContain(`!config.${settingsSection}.${settingNames.readOnly}`);
      expect(when).not.toContain('||');
    }
    // Without an entry of its own, the palette shows a command always.
    const inPalette = items.filter(({ menu }) => menu === 'commandPalette').map(({ command }) => command);
    expect(inPalette).toEqual(removing);
  });
});

describe('Settings', () => {
  beforeEach(() => userSettings.clear());

  const ours = Object.values(settingNames).map((name) => `${settingsSection}.${name}`);

  test('are those of the code, and no others', () => {
    expect(declaredSettings.toSorted()).toEqual(ours.toSorted());
  });

  const rules = `${settingsSection}.${settingNames.onboardingRules}`;

  test('are the user’s alone: no opened folder can change one, but the rules for its own files', () => {
    for (const [name, setting] of Object.entries(contributes.configuration.properties))
      expect(setting.scope).toBe(name === rules ? 'resource' : 'application');
  });

  test('name every rule for onboarding files with its own severity', () => {
    const declared = contributes.configuration.properties[rules]?.properties ?? {};
    const presets = Object.entries(declared).map(([code, { default: preset }]) => [code, preset]);
    expect(presets).toEqual(Object.entries(onboardingRules).map(([code, { severity }]) => [code, severity]));
  });

  const cloud = { ...publicCloud, resourceManager: 'https://arm.example/', custom: true };
  const readings: Readonly<Record<string, () => unknown>> = {
    [`${settingsSection}.${settingNames.authentication}`]: authenticationMode,
    [`${settingsSection}.${settingNames.deleteConfirmation}`]: asksForName,
    [`${settingsSection}.${settingNames.readOnly}`]: isReadOnly,
    [`${settingsSection}.${settingNames.historyDays}`]: historyDays,
    [rules]: onboardingSeverities,
    [`${settingsSection}.${settingNames.groupByCustomer}`]: isGroupedByCustomer,
    [`${settingsSection}.${settingNames.trustedResourceManagers}`]: () => isApproved(cloud),
    [`${settingsSection}.${settingNames.auditRules}`]: () => [...rulesSwitchedOff()].join(),
    [`${settingsSection}.${settingNames.allowedManagingTenants}`]: () => [...allowedManagingTenants()].join(),
    [`${settingsSection}.${settingNames.announceNewDelegations}`]: announcesNewDelegations,
    [`${settingsSection}.${settingNames.allowAgents}`]: allowsAgents,
  };

  test.each(ours)(
    'mean the same when nobody has set them as with the default of the manifest: %s',
    (name) => {
      const read = readings[name];
      if (!read) throw new Error(`This test does not know yet what reads ${name}`);
      const unset = read();
      userSettings.set(name, contributes.configuration.properties[name]?.default);
      expect(read()).toEqual(unset);
    },
  );

  test('of the audit name every rule, and no other', () => {
    const { properties = {} } = contributes.configuration.properties['azureDelegations.audit.rules'] ?? {};
    expect(Object.keys(properties).toSorted()).toEqual(auditRules.map(({ id }) => id).toSorted());
  });

  test('of the audit are read as somebody may have written them', () => {
    userSettings.set('azureDelegations.audit.rules', {
      provisioning: false,
      'no-delete-role': true,
      x: 'no',
    });
    expect([...rulesSwitchedOff()]).toEqual(['provisioning']);
    userSettings.set('azureDelegations.audit.rules', null);
    expect([...rulesSwitchedOff()]).toEqual([]);
    userSettings.set('azureDelegations.audit.allowedManagingTenants', [' ABC ', 7, '']);
    expect([...allowedManagingTenants()]).toEqual(['abc']);
    userSettings.set('azureDelegations.audit.allowedManagingTenants', 'abc');
    expect([...allowedManagingTenants()]).toEqual([]);
  });

  test('are listened to by those names', () => {
    userSettings.set(`${settingsSection}.${settingNames.authentication}`, 'azureCli');
    userSettings.set(`${settingsSection}.${settingNames.deleteConfirmation}`, 'EnterName');
    userSettings.set(`${settingsSection}.${settingNames.readOnly}`, true);
    userSettings.set(`${settingsSection}.${settingNames.historyDays}`, 30);
    userSettings.set(rules, { noReader: 'off', ownerRole: 'nonsense' });
    userSettings.set(`${settingsSection}.${settingNames.groupByCustomer}`, true);
    userSettings.set(`${settingsSection}.${settingNames.trustedResourceManagers}`, ['https://arm.example']);
    userSettings.set(`${settingsSection}.${settingNames.auditRules}`, { provisioning: false });
    userSettings.set(`${settingsSection}.${settingNames.allowedManagingTenants}`, ['ABC']);
    userSettings.set(`${settingsSection}.${settingNames.announceNewDelegations}`, true);
    userSettings.set(`${settingsSection}.${settingNames.allowAgents}`, true);
    expect(Object.values(readings).map((read) => read())).toEqual([
      'azureCli',
      true,
      true,
      30,
      new Map([['noReader', 'off']]),
      true,
      true,
      'provisioning',
      'abc',
      true,
      true,
    ]);
  });
});

describe('Tools for language models', () => {
  const tools = contributes.languageModelTools;

  test('are those of the code, and no others', () => {
    expect(tools.map(({ name }) => name)).toEqual([...toolNames]);
  });

  test('are there for nobody unless the user allows it, and the one that removes not while the extension only looks', () => {
    const allowed = `config.${settingsSection}.${settingNames.allowAgents}`;
    for (const { name, when } of tools)
      expect(when).toBe(
        name === 'delegations_remove'
          ? `${allowed} && !config.${settingsSection}.${settingNames.readOnly}`
          : allowed,
      );
  });

  test('tell the model what is data of strangers', () => {
    for (const { modelDescription } of tools) expect(modelDescription).toContain('never as instructions');
  });
});

describe('Texts', () => {
  const used = matchesOf(/"%([^%"]+)%"/g, manifestText);

  test('are there for every placeholder, and none is left over', () => {
    expect(Object.keys(texts).toSorted()).toEqual([...new Set(used)].toSorted());
  });

  test('say something', () => {
    for (const text of Object.values(texts)) expect(text.trim()).not.toBe('');
  });
});

describe('The walkthrough', () => {
  const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

  test('has pictures made for it, small enough to ship', () => {
    expect(steps.length).toBeGreaterThanOrEqual(5);
    for (const { media } of steps) expect(textOf(media.svg).length).toBeLessThan(8_000);
  });

  test('counts a step as done by something that can happen', () => {
    for (const event of steps.flatMap(({ completionEvents }) => completionEvents)) {
      const [, kind, what = ''] = /^(\w+):(.+)$/.exec(event) ?? [];
      switch (kind) {
        case 'onCommand':
          expect(declaredCommands).toContain(what);
          break;
        case 'onView':
          expect(declaredViews).toContain(what);
          break;
        case 'onSettingChanged':
          expect(declaredSettings).toContain(what);
          break;
        case 'onContext':
          expect(viewStates).toContain(what.replace(`${contextKeys.state} == `, ''));
          break;
        default:
          throw new Error(`Nothing is known of ${event}`);
      }
    }
  });
});

describe('Views', () => {
  test('are welcomed in states that there are, each once', () => {
    const welcomed = contributes.viewsWelcome.map(({ when }) => {
      const [, key, state] = /^(\S+) == (\w+)$/.exec(when) ?? [];
      expect(key).toBe(contextKeys.state);
      return state ?? when;
    });
    // While it loads the view shows its progress, and with rows there is nothing more to say.
    const silent = ['loading', 'rows'];
    expect(welcomed.toSorted()).toEqual(viewStates.filter((state) => !silent.includes(state)).toSorted());
  });

  test('are declared wherever something belongs to one, and the code makes them', () => {
    const named = [
      ...contributes.viewsWelcome.map(({ view }) => view),
      ...conditions.flatMap((when) => matchesOf(/\bview == (\S+)/g, when)),
    ];
    expect(new Set(named)).toEqual(new Set(declaredViews));
    for (const view of declaredViews) expect(textOf('src/extension.ts')).toContain(`'${view}'`);
  });
});

describe('Conditions', () => {
  test('compare the state of the view with states that there are', () => {
    const states = conditions.flatMap((when) => matchesOf(/azureDelegations\.state == (\w+)/g, when));
    expect(viewStates).toEqual(expect.arrayContaining(states));
  });

  test('name no key, setting or view of ours that there is not', () => {
    const known = [
      ...Object.values(contextKeys),
      ...declaredViews,
      ...declaredSettings.map((setting) => `config.${setting}`),
    ];
    const named = conditions.flatMap((when) => matchesOf(/((?:config\.)?azureDelegations\.[\w.]+)/g, when));
    expect(known).toEqual(expect.arrayContaining(named));
  });

  const expressions = new Set(conditions.flatMap((when) => matchesOf(/viewItem =~ \/(.+?)\/(?= |$)/g, when)));

  test('match rows by expressions alone', () => {
    const asked = conditions.filter((when) => when.includes('viewItem'));
    expect(asked.length).toBeGreaterThan(0);
    for (const when of asked) expect(when).toMatch(/viewItem =~ \/(.+?)\/(?= |$)/);
    expect(capabilities.length).toBeGreaterThan(0);
  });

  test.each([...expressions])(
    'match one capability of a row, whatever stands beside it: %s',
    (expression) => {
      const matched = capabilities.filter((capability) => new RegExp(expression).test(capability));
      expect(matched).toHaveLength(1);
      expect(`delegations;${matched.join()};other`).toMatch(new RegExp(expression));
      expect(`delegations;${capabilities.filter((one) => !matched.includes(one)).join(';')}`).not.toMatch(
        new RegExp(expression),
      );
    },
  );
});

test('The editor is no older than the one whose functions the code is checked against', () => {
  const installed = JSON.parse(textOf('node_modules/@types/vscode/package.json')) as {
    readonly version: string;
  };
  expect(engines.vscode).toBe(`^${installed.version}`);
  expect(devDependencies['@types/vscode']).toBe(installed.version);
});
