import { expect, test } from 'vitest';
import { toArmError } from '../../../../src/arm/toArmError.ts';
import { all, armOf, assignmentName, assignmentPath, rejection, scope } from '../armOf.ts';
import { inTurn, startTlsServer, type Reaction } from '../tlsServer.ts';

async function managedServicesWith(...reactions: [Reaction, ...Reaction[]]) {
  const server = await startTlsServer(inTurn(...reactions));
  const { registrationAssignments, registrationDefinitions } = (await armOf(server)).managedServices;
  return { server, registrationAssignments, registrationDefinitions };
}

const emptyList = { status: 200, body: { value: [] } };

function queryOf(url: string | undefined): Record<string, string> {
  return Object.fromEntries(new URL(url ?? '', 'https://x').searchParams);
}

test('assignments are listed with definition and filter where they are wanted', async () => {
  const { server, registrationAssignments } = await managedServicesWith(emptyList);

  await all(registrationAssignments.list(scope));
  await all(
    registrationAssignments.list(scope, {
      expandRegistrationDefinition: true,
      filter: `managedByTenantId eq '${assignmentName}'`,
    }),
  );

  expect(server.received.map(({ method, url }) => [method, url.split('?')[0], queryOf(url)])).toEqual([
    [
      'GET',
      `${scope}/providers/Microsoft.ManagedServices/registrationAssignments`,
      { 'api-version': '2022-10-01' },
    ],
    [
      'GET',
      `${scope}/providers/Microsoft.ManagedServices/registrationAssignments`,
      {
        'api-version': '2022-10-01',
        $expandRegistrationDefinition: 'true',
        $filter: `managedByTenantId eq '${assignmentName}'`,
      },
    ],
  ]);
});

test('an assignment is read by name, and as it is, whatever is missing', async () => {
  const assignment = { id: assignmentPath, name: assignmentName, properties: {} };
  const { server, registrationAssignments } = await managedServicesWith({ status: 200, body: assignment });

  expect(
    await registrationAssignments.get(scope, assignmentName, { expandRegistrationDefinition: true }),
  ).toEqual(assignment);
  expect(server.received[0]?.url).toContain(`${assignmentPath}?`);
  expect(queryOf(server.received[0]?.url)).toMatchObject({ $expandRegistrationDefinition: 'true' });
});

test('definitions are listed, read and deleted', async () => {
  const definition = { name: assignmentName };
  const { server, registrationDefinitions } = await managedServicesWith(
    { status: 200, body: { value: [definition] } },
    { status: 200, body: definition },
    { status: 200 },
    { status: 204 },
  );

  expect(await all(registrationDefinitions.list(scope, { filter: 'f' }))).toEqual([definition]);
  expect(await registrationDefinitions.get(scope, assignmentName)).toEqual(definition);
  await registrationDefinitions.delete(scope, assignmentName);
  await registrationDefinitions.delete(scope, assignmentName);

  const list = `${scope}/providers/Microsoft.ManagedServices/registrationDefinitions`;
  expect(server.received.map(({ method, url }) => `${method} ${url.split('?')[0] ?? ''}`)).toEqual([
    `GET ${list}`,
    `GET ${list}/${assignmentName}`,
    `DELETE ${list}/${assignmentName}`,
    `DELETE ${list}/${assignmentName}`,
  ]);
});

test('a definition that may not be deleted says so', async () => {
  const { registrationDefinitions } = await managedServicesWith({
    status: 409,
    body: { error: { code: 'RegistrationDefinitionInUse', message: 'In use.' } },
  });

  expect(await rejection(registrationDefinitions.delete(scope, assignmentName))).toMatchObject({
    name: 'RestError',
    statusCode: 409,
    code: 'RegistrationDefinitionInUse',
  });
});

test.each([
  ['without the first slash', scope.slice(1), scope],
  ['of a resource group', `${scope}/resourceGroups/rg-1`, `${scope}/resourceGroups/rg-1`],
  ['in other letters', `${scope}/resourcegroups/RG`, `${scope}/resourcegroups/RG`],
  [
    'with letters of another script',
    `${scope}/resourceGroups/größe(1)`,
    `${scope}/resourceGroups/gr%C3%B6%C3%9Fe(1)`,
  ],
  [
    'with what is no part of a path',
    `${scope}/resourceGroups/a?b#c%2F`,
    `${scope}/resourceGroups/a%3Fb%23c%252F`,
  ],
])('a scope %s is addressed', async (_, asked, sent) => {
  const { server, registrationAssignments } = await managedServicesWith(emptyList);

  await all(registrationAssignments.list(asked));
  expect(server.received[0]?.url.split('/providers/')[0]).toBe(sent);
});

test.each([
  `${scope}/resourceGroups/..`,
  `${scope}/resourceGroups/.`,
  `${scope}/resourceGroups/`,
  `${scope}/resourceGroups/a/providers/b`,
  '/subscriptions/..',
  '/subscriptions/',
  '',
  '/',
  `//evil.example/${scope}`,
])('nothing is sent for "%s", which is no scope', async (other) => {
  const { server, registrationAssignments } = await managedServicesWith({ status: 200 });

  expect(await rejection(registrationAssignments.beginDelete(other, assignmentName))).toBeInstanceOf(
    RangeError,
  );
  expect(server.received).toHaveLength(0);
});

test.each(['', '.', '..'])(
  'nothing is deleted by the name "%s", which would be another path',
  async (name) => {
    const { server, registrationAssignments } = await managedServicesWith({ status: 200 });

    expect(await rejection(registrationAssignments.beginDelete(scope, name))).toBeInstanceOf(RangeError);
    expect(server.received).toHaveLength(0);
  },
);

test.each([
  ['no JSON', 'null and void'],
  ['a list', []],
  ['nothing', undefined],
])('an assignment that is %s is malformed', async (_, body) => {
  const { registrationAssignments } = await managedServicesWith({ status: 200, body });

  const error = toArmError(await rejection(registrationAssignments.get(scope, assignmentName)), scope);
  expect(error).toMatchObject({ reason: 'malformed', status: 200, scope });
  expect(error.message).not.toContain('null and void');
});

test.each([201, 202, 204, 302])('a read that is answered with %s is malformed', async (status) => {
  const { registrationAssignments } = await managedServicesWith({ status });

  expect(toArmError(await rejection(registrationAssignments.get(scope, assignmentName)))).toMatchObject({
    reason: 'malformed',
    status,
  });
});

test('reading can be cancelled', async () => {
  const cancel = new AbortController();
  const { server, registrationAssignments } = await managedServicesWith(() => undefined);

  const reading = rejection(
    registrationAssignments.get(scope, assignmentName, { abortSignal: cancel.signal }),
  );
  await server.receives(1);
  cancel.abort();
  expect(toArmError(await reading).reason).toBe('cancelled');
});
