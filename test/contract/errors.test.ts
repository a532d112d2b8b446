import { describe, expect, it } from 'vitest';
import type { Fault } from '../emulator/faults.ts';
import type { MfaPolicy, ServiceBehaviour, WorldDocument } from '../emulator/world.ts';
import { guid, roleIdOf } from '../emulator/worldBuilder.ts';
import { bodyProblems } from './bodyProblems.ts';
import { customer, owner } from './customer.ts';
import { emulatedAzure, type EmulatedAzure } from './emulatedAzure.ts';
import { type ReceivedResponse, responseProblems } from './responseProblems.ts';

const { fabrikam, operators, subscription, scope, otherScope, whole, build } = customer();
const provider = '/providers/Microsoft.ManagedServices';
const assignments = `${scope}${provider}/registrationAssignments`;
const definitions = `${scope}${provider}/registrationDefinitions`;
const query = '?api-version=2022-10-01';
const nobodys = guid('nobody');

/** How a request is refused, and the request. */
type Refusal = readonly [
  status: number,
  code: string,
  send: (azure: EmulatedAzure) => Promise<ReceivedResponse>,
];

const asOwner =
  (method: string, address: string, body?: unknown): Refusal[2] =>
  (azure) =>
    azure.send(method, address, { token: azure.token({ user: owner }), body });
const asOperator =
  (method: string, address: string): Refusal[2] =>
  (azure) =>
    azure.send(method, address, { token: azure.token() });
const withToken =
  (token: (azure: EmulatedAzure) => string | undefined): Refusal[2] =>
  (azure) => {
    const sent = token(azure);
    return azure.send('GET', assignments + query, sent === undefined ? {} : { token: sent });
  };
const offer = (more: object): object => ({
  properties: { managedByTenantId: fabrikam.id, authorizations: [], ...more },
});

const refusals: readonly Refusal[] = [
  [401, 'AuthenticationFailed', withToken(() => undefined)],
  [401, 'InvalidAuthenticationToken', withToken(() => 'unknown')],
  [
    401,
    'InvalidAuthenticationTokenAudience',
    withToken((azure) => azure.token({ audience: 'https://other/' })),
  ],
  [401, 'ExpiredAuthenticationToken', withToken((azure) => azure.token({ expiresIn: -60 }))],
  [400, 'MissingApiVersionParameter', asOwner('GET', assignments)],
  [400, 'NoRegisteredProviderFound', asOwner('GET', `${definitions}?api-version=2022-10-02`)],
  [400, 'InvalidSubscriptionId', asOwner('GET', assignments.replace(/[0-9a-f]{8}/, 'x') + query)],
  [
    400,
    'InvalidFilterInQueryString',
    asOwner('GET', `${assignments}${query}&$filter=name eq 'x'`.replaceAll(' ', '+')),
  ],
  [
    404,
    'SubscriptionNotFound',
    asOwner('GET', `/subscriptions/${nobodys}${provider}/registrationAssignments${query}`),
  ],
  [
    404,
    'ResourceGroupNotFound',
    asOwner('GET', assignments.replace('/providers', '/resourceGroups/none/providers') + query),
  ],
  [404, 'RegistrationAssignmentNotFound', asOwner('GET', `${assignments}/${nobodys}${query}`)],
  [404, 'RegistrationDefinitionNotFound', asOwner('GET', `${definitions}/${nobodys}${query}`)],
  [403, 'AuthorizationFailed', asOperator('GET', `${otherScope}${provider}/registrationAssignments${query}`)],
  [403, 'AuthorizationFailed', asOperator('DELETE', whole.definitionId + query)],
  [403, 'AuthorizationFailed', asOperator('PUT', whole.id + query)],
  [409, 'Conflict', asOwner('DELETE', whole.definitionId + query)],
  [400, 'InvalidRequestContent', asOwner('PUT', whole.id + query, '{"properties":')],
  [400, 'InvalidRequestContent', asOwner('PUT', whole.definitionId + query, [])],
  [400, 'InvalidRegistrationAssignmentCreateRequest', asOwner('PUT', whole.id + query, { properties: {} })],
  ...[
    { managedByTenantId: undefined },
    { authorizations: undefined },
    { authorizations: [{ principalId: operators.id, roleDefinitionId: roleIdOf('Owner') }] },
    { eligibleAuthorizations: {} },
  ].map((wrong): Refusal => [
    400,
    'InvalidRegistrationDefinitionCreateRequest',
    asOwner('PUT', whole.definitionId + query, offer(wrong)),
  ]),
];

describe('a refusal is an error of the specification', () => {
  it.each(refusals)('%i %s', async (status, code, send) => {
    expectRefusal(await send(await emulatedAzure(build())), status, code);
  });

  it.each<[number, string, ServiceBehaviour['noAccess']]>([
    [403, 'AuthorizationFailed', 'AuthorizationFailed'],
    [404, 'SubscriptionNotFound', 'SubscriptionNotFound'],
    [401, 'InvalidAuthenticationTokenTenant', 'InvalidAuthenticationTokenTenant'],
  ])('%i %s, to who has no access', async (status, code, noAccess) => {
    const azure = await emulatedAzure(build({ noAccess }));
    const address = `${otherScope}${provider}/registrationAssignments${query}`;
    expectRefusal(await asOperator('GET', address)(azure), status, code);
  });

  const deletion = 'Microsoft.ManagedServices/registrationAssignments/delete';
  const mfa = (answer: MfaPolicy['answer']): Partial<WorldDocument> => ({
    mfaPolicies: [{ id: guid('mfa'), scope, operations: ['delete'], answer }],
  });
  it.each<[number, string, Partial<WorldDocument>]>([
    [409, 'ScopeLocked', { locks: [{ id: guid('lock'), scope, level: 'CanNotDelete' }] }],
    [409, 'ReadOnlyDisabledSubscription', { subscriptions: [{ ...subscription, state: 'Disabled' }] }],
    [
      403,
      'DenyAssignmentAuthorizationFailed',
      { denyAssignments: [{ id: guid('deny'), name: 'No', scope, actions: [deletion] }] },
    ],
    [401, 'InvalidAuthenticationToken', mfa('unauthorized')],
    [403, 'RequestDisallowedByPolicy', mfa('forbidden')],
    [403, 'RequestDisallowedByPolicy', mfa('forbiddenWithChallenge')],
  ])('%i %s, to a DELETE', async (status, code, put) => {
    const azure = await emulatedAzure(build());
    azure.emulator.world.edit({ put });
    expectRefusal(await asOwner('DELETE', whole.id + query)(azure), status, code);
  });

  it.each<[number, string, Fault]>([
    [429, 'TooManyRequests', { status: 429, code: 'TooManyRequests', retryAfter: 5 }],
    [500, 'EmulatedFault', { status: 500 }],
  ])('%i %s, on demand', async (status, code, fault) => {
    const azure = await emulatedAzure(build());
    azure.emulator.faults.add(fault);
    expectRefusal(await asOwner('GET', assignments + query)(azure), status, code);
  });

  it('405 HttpMethodNotAllowed, to a method that the specification does not have', async () => {
    const { status, text } = await asOwner('PATCH', whole.id + query)(await emulatedAzure(build()));
    expect(status).toBe(405);
    expect(bodyProblems(JSON.parse(text), { $ref: '#/definitions/ErrorResponse' }, 'response')).toEqual([]);
  });
});

function expectRefusal(response: ReceivedResponse, status: number, code: string): void {
  expect(response.status).toBe(status);
  expect(JSON.parse(response.text)).toMatchObject({ error: { code } });
  expect(responseProblems(response)).toEqual([]);
}
