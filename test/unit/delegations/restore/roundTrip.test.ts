import { describe, expect, it } from 'vitest';
import type {
  RegistrationAssignment,
  RegistrationDefinition,
} from '../../../../src/arm/managedservices/models.ts';
import { registrationDefinitionId } from '../../../../src/arm/resourceIds.ts';
import { type OnboardingFile, onboardingFiles } from '../../../../src/delegations/restore/onboardingFiles.ts';
import type { Recreated } from '../../../../src/delegations/restore/onboardingTemplate.ts';
import { planRestore } from '../../../../src/delegations/restore/planRestore.ts';
import { markdownText } from '../../../../src/wording/markdownText.ts';
import type { WorldDocument } from '../../../emulator/world.ts';
import { smallWorld } from '../../../emulator/worlds/small.ts';
import { type CustomerSide, customerSide } from './customerSide.ts';
import { evaluateDeployment } from './deployment/evaluateDeployment.ts';
import { oddWorld } from './oddWorld.ts';
import { complete } from './savedAssignment.ts';

describe('A delegation comes back, field by field, by what was saved of it', () => {
  it('each of the small world', async () => {
    const restored = await restoreEach(smallWorld(), () => true);
    expect(restored).toEqual(smallWorld().registrationAssignments?.map(() => 'definitionAndAssignment'));
  });

  it('each of the small world, where Azure changes the letter case of ids between calls', async () => {
    await restoreEach({ ...smallWorld(), service: { idCase: 'byCall' } }, () => true);
  });

  it('each of the small world, its definition having stayed', async () => {
    const restored = await restoreEach(smallWorld(), () => false);
    expect(new Set(restored)).toEqual(new Set(['assignmentAlone']));
  });

  // Five worlds instead of one of 500: with every change the emulator judges anew who may do what in its world.
  it.each([1, 2, 3, 4, 5])('each of 100 odd ones, with or without its definition (seed %i)', async (seed) => {
    const restored = await restoreEach(oddWorld(seed, 100), (index) => index % 3 > 0);
    const { definitionAndAssignment = [], assignmentAlone = [] } = Object.groupBy(restored, (what) => what);
    expect(definitionAndAssignment.length).toBeGreaterThan(25);
    expect(assignmentAlone.length).toBeGreaterThan(25);
  });
});

/**
 * Saves each delegation, removes it, deploys what was saved, and compares in the end what is there with what was there.
 *
 * @returns what it took to restore each
 */
async function restoreEach(
  world: WorldDocument,
  removesDefinition: (index: number) => boolean,
): Promise<readonly Recreated[]> {
  const customer = await customerSide(world);
  const before = await readAll(customer, world);
  const restored: Recreated[] = [];
  for (const assignment of before.values())
    restored.push(await removeAndRestore(customer, assignment, removesDefinition(restored.length)));
  const after = await readAll(customer, world);
  for (const [id, assignment] of before)
    expect(contentOf(after.get(id)), id).toEqual(contentOf(assignment, after.get(id)));
  return restored;
}

/** Every assignment of a world, by the id that it has there. */
async function readAll(
  customer: CustomerSide,
  { registrationAssignments = [] }: WorldDocument,
): Promise<ReadonlyMap<string, RegistrationAssignment>> {
  const all = new Map<string, RegistrationAssignment>();
  for (const { id } of registrationAssignments) {
    const assignment = await customer.assignment(id);
    if (!assignment) throw new Error(`${id} is not there`);
    all.set(id, assignment);
  }
  return all;
}

async function removeAndRestore(
  customer: CustomerSide,
  assignment: RegistrationAssignment,
  removesDefinition: boolean,
): Promise<Recreated> {
  const { id = '' } = assignment;
  const saved = complete(assignment);
  const definitionId = registrationDefinitionId(saved.definitionId.scope, saved.definitionId.name);
  await customer.removeAssignment(id);
  if (removesDefinition) await customer.removeUnusedDefinition(definitionId);
  expect(await customer.assignment(id), id).toBeUndefined();

  const plan = planRestore(
    saved,
    await customer.definition(definitionId),
    await customer.assignments(saved.id.subscriptionId),
  );
  expect(plan, id).toMatchObject({ kind: 'recreate', inItsPlace: undefined });
  if (plan.kind !== 'recreate') throw new Error(`${id} cannot be restored`);

  const { files } = onboardingFiles(saved, {
    recreate: plan.recreate,
    savedAt: new Date(),
    markdown: (text) => markdownText(text),
  });
  const { puts } = evaluateDeployment({
    subscriptionId: saved.id.subscriptionId,
    template: jsonOf(files, 'delegation.template.json'),
    parameters: jsonOf(files, 'delegation.parameters.json'),
  });
  for (const resource of puts) await customer.put(resource);
  return plan.recreate;
}

function jsonOf(files: readonly OnboardingFile[], name: string): unknown {
  const file = files.find((candidate) => candidate.name === name);
  return file && (JSON.parse(file.text) as unknown);
}

/**
 * Everything of an assignment and its definition but plan, dates and state, with ids in lower case.
 *
 * @param again the same one, restored, from which come the names and ids of tenants that Azure says by itself, where they
 *   were not told before
 */
function contentOf(assignment: RegistrationAssignment | undefined, again?: RegistrationAssignment): object {
  const { registrationDefinition, registrationDefinitionId, ...properties } = assignment?.properties ?? {};
  return without(['systemData'], {
    ...assignment,
    id: assignment?.id?.toLowerCase(),
    name: assignment?.name?.toLowerCase(),
    properties: {
      ...without(['provisioningState'], properties),
      registrationDefinitionId: registrationDefinitionId?.toLowerCase(),
      registrationDefinition: without(['plan', 'systemData'], {
        ...registrationDefinition,
        id: registrationDefinition?.id?.toLowerCase(),
        name: registrationDefinition?.name?.toLowerCase(),
        properties: without(['provisioningState'], {
          ...azuresOwn(again?.properties?.registrationDefinition),
          ...registrationDefinition?.properties,
        }),
      }),
    },
  });
}

function azuresOwn(definition: RegistrationDefinition | undefined): object {
  const { managedByTenantName, manageeTenantId, manageeTenantName } = definition?.properties ?? {};
  return { managedByTenantName, manageeTenantId, manageeTenantName };
}

function without(names: readonly string[], value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)));
}
