import { describe, expect, it } from 'vitest';
import { bodyProblems } from './bodyProblems.ts';
import { fixture } from './fixture.ts';
import { requestProblems, type SentRequest } from './requestProblems.ts';
import { type ReceivedResponse, responseProblems } from './responseProblems.ts';

/** The way to something in a body. */
type Path = readonly (string | number)[];

const assignments = '/subscriptions/s/providers/Microsoft.ManagedServices/registrationAssignments';
const definitions = '/subscriptions/s/providers/Microsoft.ManagedServices/registrationDefinitions';
const systemData = {
  createdBy: 'someone@customer.example',
  createdByType: 'User',
  createdAt: '2021-11-22T19:56:05.0703382Z',
  lastModifiedBy: 'someone@customer.example',
  lastModifiedByType: 'Application',
  lastModifiedAt: '2021-11-22T19:56:05.0703382+01:00',
};

const definition = withAt(fixture('examples/registrationDefinition.json'), ['systemData'], systemData);
const nextLink = 'https://management.azure.com/next';

/** Bodies in which everything occurs that the specification knows, each with the name of its schema. */
const complete = {
  RegistrationDefinition: definition,
  RegistrationDefinitionList: { value: [definition], nextLink },
  RegistrationAssignmentList: withAt(
    withAt(
      fixture('examples/registrationAssignments-list-two-managing-tenants.json'),
      ['value', 0, 'systemData'],
      systemData,
    ),
    ['nextLink'],
    nextLink,
  ),
  ErrorResponse: {
    error: { code: 'Outer', message: 'Words.', details: [{ code: 'Inner', message: 'More words.' }] },
  },
};
type Name = keyof typeof complete;
const names = Object.keys(complete) as Name[];

describe('a body that is right', () => {
  it.each(names)('passes as %s', (name) => {
    expect(problemsOf(name, complete[name])).toEqual([]);
  });

  it('may leave out everything that is not required', () => {
    expect(problemsOf('RegistrationAssignmentList', { value: [{}] })).toEqual([]);
    expect(
      problemsOf('RegistrationDefinition', { properties: { managedByTenantId: 't', authorizations: [] } }),
    ).toEqual([]);
  });
});

describe('a body that is wrong is caught', () => {
  it.each(names)('by a wrong type, wherever it is in %s', (name) => {
    const places = pathsIn(complete[name]);
    expect(places.length).toBeGreaterThan(5);
    const passed = places.filter((path) =>
      [7, null, true].some((wrong) => problemsOf(name, withAt(complete[name], path, wrong)).length === 0),
    );
    expect(passed).toEqual([]);
  });

  it.each(names)('by an unknown property, wherever it is in %s', (name) => {
    const objects = pathsIn(complete[name]).filter((path) => isObject(at(complete[name], path)));
    expect(objects.length).toBeGreaterThan(1);
    const passed = objects.filter(
      (path) => problemsOf(name, withAt(complete[name], [...path, 'unexpected'], 'x')).length === 0,
    );
    expect(passed).toEqual([]);
  });

  const offer = ['value', 0, 'properties', 'registrationDefinition'];
  it.each<[Name, Path]>([
    ['RegistrationDefinition', ['properties', 'managedByTenantId']],
    ['RegistrationDefinition', ['properties', 'authorizations']],
    ['RegistrationDefinition', ['properties', 'authorizations', 1, 'principalId']],
    ['RegistrationDefinition', ['properties', 'authorizations', 1, 'roleDefinitionId']],
    ['RegistrationDefinition', ['properties', 'eligibleAuthorizations', 0, 'principalId']],
    ['RegistrationDefinition', ['properties', 'eligibleAuthorizations', 0, 'roleDefinitionId']],
    [
      'RegistrationDefinition',
      ['properties', 'eligibleAuthorizations', 0, 'justInTimeAccessPolicy', 'multiFactorAuthProvider'],
    ],
    [
      'RegistrationDefinition',
      [
        ...['properties', 'eligibleAuthorizations', 0, 'justInTimeAccessPolicy'],
        ...['managedByTenantApprovers', 0, 'principalId'],
      ],
    ],
    ['RegistrationDefinition', ['plan', 'name']],
    ['RegistrationDefinition', ['plan', 'publisher']],
    ['RegistrationDefinition', ['plan', 'product']],
    ['RegistrationDefinition', ['plan', 'version']],
    ['RegistrationAssignmentList', ['value', 0, 'properties', 'registrationDefinitionId']],
    ['RegistrationAssignmentList', [...offer, 'plan', 'version']],
    ['RegistrationAssignmentList', [...offer, 'properties', 'authorizations', 0, 'principalId']],
    ['ErrorResponse', ['error', 'code']],
    ['ErrorResponse', ['error', 'message']],
    ['ErrorResponse', ['error', 'details', 0, 'code']],
  ])('in %s by the absence of %j', (name, path) => {
    expect(at(complete[name], path)).toBeDefined();
    const [problem, ...more] = problemsOf(name, without(complete[name], path));
    expect(problem).toContain(`must have required property '${String(path.at(-1))}'`);
    expect(more).toEqual([]);
  });

  const policy = ['properties', 'eligibleAuthorizations', 0, 'justInTimeAccessPolicy'];
  it.each<[string, Path, string]>([
    ['a GUID', ['properties', 'authorizations', 1, 'delegatedRoleDefinitionIds', 0], 'b24988ac-6180'],
    ['a duration', [...policy, 'maximumActivationDuration'], '8 hours'],
    ['a duration', [...policy, 'maximumActivationDuration'], '08:00:00'],
    ['a date-time', ['systemData', 'createdAt'], '2021-11-22'],
    ['a date-time', ['systemData', 'lastModifiedAt'], '2021-11-22T19:56:05'],
    ['a word of its set', ['properties', 'provisioningState'], 'Done'],
    ['a word of its set', [...policy, 'multiFactorAuthProvider'], 'azure'],
    ['a word of its set', ['systemData', 'createdByType'], 'Robot'],
  ])('by what is not %s, at %j: %s', (_, path, wrong) => {
    const name = 'RegistrationDefinition';
    expect(problemsOf(name, withAt(complete[name], path, wrong))).toHaveLength(1);
  });
});

describe('an answer', () => {
  const list: ReceivedResponse = {
    method: 'GET',
    url: `${assignments}?api-version=2022-10-01`,
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    text: '{"value": []}',
  };
  const deleted: ReceivedResponse = { ...list, method: 'DELETE', url: `${assignments}/a`, text: '' };

  it('passes when it is right', () => {
    expect(responseProblems(list)).toEqual([]);
    expect(responseProblems(deleted)).toEqual([]);
    expect(responseProblems({ ...deleted, status: 202 })).toEqual([]);
    expect(
      responseProblems({ ...deleted, status: 409, text: '{"error": {"code": "c", "message": "m"}}' }),
    ).toEqual([]);
  });

  it.each<[string, ReceivedResponse]>([
    ['a status that is not declared', { ...list, status: 202 }],
    ['a status that another operation has', { ...deleted, url: `${definitions}/d`, status: 202 }],
    ['a redirect', { ...list, status: 307 }],
    ['a body where none is declared', { ...deleted, text: '{}' }],
    ['no body where one is declared', { ...list, text: '' }],
    ['half a body', { ...list, text: '{"value": [' }],
    ['another content type', { ...list, headers: { 'content-type': 'text/html' } }],
    ['no content type', { ...list, headers: {} }],
    ['an error without a message', { ...list, status: 404, text: '{"error": {"code": "c"}}' }],
    ['an error that is a list', { ...list, status: 404 }],
    ['a list where one thing is asked for', { ...list, url: `${assignments}/a` }],
    ['a path that is not declared', { ...list, url: '/subscriptions' }],
  ])('is caught by %s', (_, response) => {
    expect(responseProblems(response)).toHaveLength(1);
  });
});

describe('a request', () => {
  const query = 'api-version=2022-10-01';
  const get = (url: string): SentRequest => ({ method: 'GET', url, headers: {} });
  const put = (body?: unknown): SentRequest => ({
    method: 'PUT',
    url: `${assignments}/a?${query}`,
    headers: {},
    body,
  });
  const binding = { properties: { registrationDefinitionId: definitions } };

  it('passes when it is right', () => {
    expect(
      [
        get(`${assignments}?${query}`),
        get(`${assignments}?${query}&%24expandRegistrationDefinition=false&%24filter=f`),
        get(`${assignments}/a?${query}&$expandRegistrationDefinition=true`),
        get(`${definitions.replace('/providers', '/resourceGroups/g/providers')}/d?${query}`),
        put(binding),
      ].flatMap(requestProblems),
    ).toEqual([]);
  });

  it.each<[string, SentRequest]>([
    ['an unknown path', get(`/subscriptions/s/providers/Microsoft.ManagedServices/other?${query}`)],
    ['a path without a scope', get(`${assignments.replace('/subscriptions/s', '')}?${query}`)],
    ['a path with an empty segment', get(`/${assignments}?${query}`)],
    ['a path that goes on', get(`${assignments}/a/b?${query}`)],
    ['an unknown method', { ...get(`${assignments}?${query}`), method: 'POST' }],
    ['another api-version', get(`${assignments}?api-version=2019-06-01`)],
    ['an undeclared parameter', get(`${assignments}?${query}&$top=5`)],
    ['a parameter of another operation', get(`${definitions}?${query}&$expandRegistrationDefinition=true`)],
    ['a parameter twice', get(`${assignments}?${query}&${query}`)],
    ['a word for a boolean', get(`${assignments}?${query}&$expandRegistrationDefinition=yes`)],
    ['nothing for a text', get(`${assignments}?${query}&$filter=`)],
    [
      'a body that is not declared',
      { ...get(`${assignments}?${query}`), headers: { 'content-length': '2' } },
    ],
    [
      'a body in pieces that is not declared',
      { ...get(`${assignments}/a?${query}`), method: 'DELETE', headers: { 'transfer-encoding': 'chunked' } },
    ],
    ['no body where one is required', put()],
    ['a body that lacks something', put({ properties: {} })],
    ['what is read-only in a body', put({ ...binding, systemData })],
    ['what is read-only further down', put(withAt(binding, ['properties', 'provisioningState'], 'Failed'))],
  ])('is caught by %s', (_, request) => {
    expect(requestProblems(request)).toHaveLength(1);
  });

  it('is caught by the lack of an api-version', () => {
    expect(requestProblems(get(assignments))).toEqual([
      `GET ${assignments} lacks api-version`,
      `GET ${assignments} is not of version 2022-10-01`,
    ]);
  });
});

function problemsOf(name: Name, body: unknown): readonly string[] {
  return bodyProblems(body, { $ref: `#/definitions/${name}` }, 'response');
}

/** The ways to everything in a body, itself included. */
function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item] as const)
    : Object.entries(value);
  return [path, ...inner.flatMap(([key, item]) => pathsIn(item, [...path, key]))];
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], value);
}

function withAt(value: unknown, path: Path, what: unknown): unknown {
  const key = path.at(-1);
  if (key === undefined) return what;
  const copy = structuredClone(value);
  (at(copy, path.slice(0, -1)) as Record<string | number, unknown>)[key] = what;
  return copy;
}

function without(value: unknown, path: Path): unknown {
  const copy = structuredClone(value);
  Reflect.deleteProperty(at(copy, path.slice(0, -1)) as object, path.at(-1) ?? '');
  return copy;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
