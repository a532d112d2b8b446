import { describe, expect, it } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import type { ServiceChoices } from '../../emulator/world.ts';
import { deleteRole, roleIdOf } from '../../emulator/worldBuilder.ts';
import { type Answer, arm, at, errorOf, send, started, tokenFor, valueOf } from './emulatorClient.ts';
import { assignmentsOf, care, makeMsp, type Msp } from './msp.ts';

/** Two delegations that share nothing, so that removing the first locks nobody out. */
async function twoDelegations(
  deletion: ServiceChoices['deletion'] = {},
): Promise<{ readonly msp: Msp; readonly emulator: Emulator; readonly id: string }> {
  const msp = makeMsp();
  const { id } = care(msp);
  msp.world.delegation(msp.production, {
    to: msp.fabrikam,
    name: 'Stays',
    roles: [[msp.operators, 'Monitoring Reader']],
  });
  return { msp, id, emulator: await started(msp.build({ deletion })) };
}

function remove(emulator: Emulator, id: string, token?: string): Promise<Answer> {
  return arm(emulator, id, { method: 'DELETE', ...(token === undefined ? {} : { token }) });
}

async function follow(emulator: Emulator, address: unknown): Promise<Answer> {
  return send(emulator, String(address), { token: await tokenFor(emulator) });
}

describe('DELETE of a registration assignment', () => {
  it.each([
    ['ok', 200],
    ['noContent', 204],
  ] as const)('is done at once where the world answers %s', async (answer, status) => {
    const { emulator, id } = await twoDelegations({ answer });
    expect(await remove(emulator, id)).toMatchObject({ status, text: '' });
    expect(errorOf(await arm(emulator, id))).toEqual([404, 'RegistrationAssignmentNotFound']);
  });

  it('is 204 when it does not exist, or no longer', async () => {
    const { emulator, id } = await twoDelegations({ answer: 'ok' });
    expect(
      (
        await remove(
          emulator,
          id.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
        )
      ).status,
    ).toBe(204);
    emulator.world.edit({ remove: [id] });
    const owner = await tokenFor(emulator, { user: 'cora@contoso.example' });
    expect((await remove(emulator, id, owner)).status).toBe(204);
  });

  it('can be followed by Azure-AsyncOperation: Accepted, Running, Succeeded', async () => {
    const { emulator, id } = await twoDelegations({ answer: 'asyncOperation', polls: 2, retryAfter: 7 });
    const accepted = await remove(emulator, id);
    expect(accepted).toMatchObject({ status: 202, headers: { 'retry-after': '7' } });
    expect(accepted.headers.location).toBeUndefined();
    const address = accepted.headers['azure-asyncoperation'];
    const looks = [];
    for (let look = 0; look < 4; look += 1) looks.push(await follow(emulator, address));
    expect(looks.map(({ status, body }) => [status, at(body, 'status')])).toEqual([
      [202, 'Accepted'],
      [200, 'Running'],
      [200, 'Succeeded'],
      [200, 'Succeeded'],
    ]);
    expect(looks.map(({ headers }) => headers['retry-after'])).toEqual(['7', '7', undefined, undefined]);
  });

  it('can be followed by Location alone: 202 until it is done', async () => {
    const { emulator, id } = await twoDelegations({ answer: 'location', polls: 1, retryAfter: null });
    const accepted = await remove(emulator, id);
    expect(accepted.headers['azure-asyncoperation']).toBeUndefined();
    expect(accepted.headers['retry-after']).toBeUndefined();
    const address = accepted.headers.location;
    expect((await follow(emulator, address)).status).toBe(202);
    expect((await follow(emulator, address)).status).toBe(200);
  });

  it('can send both headers', async () => {
    const { emulator, id } = await twoDelegations({ answer: 'both', polls: 0 });
    const { headers } = await remove(emulator, id);
    expect(at((await follow(emulator, headers['azure-asyncoperation'])).body, 'status')).toBe('Succeeded');
    expect((await follow(emulator, headers.location)).status).toBe(200);
  });

  it('takes effect at once, or when the operation is done', async () => {
    const early = await twoDelegations({ takesEffect: 'atOnce' });
    await remove(early.emulator, early.id);
    expect((await arm(early.emulator, early.id)).status).toBe(404);

    const late = await twoDelegations({ takesEffect: 'whenDone', polls: 1 });
    const { headers } = await remove(late.emulator, late.id);
    await follow(late.emulator, headers['azure-asyncoperation']);
    const between = await arm(late.emulator, late.id);
    expect(at(between.body, 'properties', 'provisioningState')).toBe('Deleting');
    await follow(late.emulator, headers['azure-asyncoperation']);
    expect((await arm(late.emulator, late.id)).status).toBe(404);
  });

  it('goes on in Azure when nobody looks', async () => {
    const { emulator, id } = await twoDelegations({ takesEffect: 'whenDone', polls: 5 });
    await remove(emulator, id);
    emulator.operations.finish();
    expect((await arm(emulator, id)).status).toBe(404);
  });

  it('works for command-line clients of 2019-06-01', async () => {
    const { emulator, id } = await twoDelegations({ polls: 0 });
    const { status, headers } = await remove(emulator, `${id}?api-version=2019-06-01`);
    expect(status).toBe(202);
    expect(String(headers['azure-asyncoperation'])).toContain('api-version=2019-06-01');
    expect(at((await follow(emulator, headers['azure-asyncoperation'])).body, 'status')).toBe('Succeeded');
  });
});

describe('who may remove a delegation', () => {
  it.each([
    ['Reader', 403],
    [deleteRole, 200],
  ])('on the managing side: %s answers %i', async (role, status) => {
    const msp = makeMsp();
    const { id } = msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Offer',
      roles: [[msp.operators, role]],
    });
    const emulator = await started(msp.build({ deletion: { answer: 'ok' } }));
    expect((await remove(emulator, id)).status).toBe(status);
  });

  it.each([
    [false, 403],
    [true, 200],
  ])('a broad wildcard on the managing side, which the world decides: %s answers %i', async (may, status) => {
    const msp = makeMsp();
    const { id } = msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Offer',
      roles: [[msp.operators, 'Contributor']],
    });
    const service = { broadWildcardMayDelete: may, deletion: { answer: 'ok' } } as const;
    const emulator = await started(msp.build(service));
    const answer = await remove(emulator, id);
    expect(answer.status).toBe(status);
    if (!may) expect(errorOf(answer)).toEqual([403, 'AuthorizationFailed']);
  });

  it('not somebody whose delete role is at another scope, or waits to be activated', async () => {
    const msp = makeMsp();
    const { id } = msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Whole',
      roles: [[msp.operators, 'Reader']],
      eligible: [{ role: [msp.operators, deleteRole], active: false }],
    });
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Web',
      resourceGroup: 'rg-web',
      roles: [[msp.operators, deleteRole]],
    });
    const emulator = await started(msp.build());
    expect(errorOf(await remove(emulator, id))).toEqual([403, 'AuthorizationFailed']);
  });

  it.each([
    ['Owner', 200],
    ['User Access Administrator', 200],
    ['Role Based Access Control Administrator', 200],
    ['Contributor', 403],
  ])('on the side of the customer: %s answers %i', async (role, status) => {
    const msp = makeMsp();
    const { id } = care(msp);
    const dana = msp.world.user('dana', msp.contoso);
    msp.world.role([dana, role], msp.production);
    const emulator = await started(msp.build({ deletion: { answer: 'ok' } }));
    const token = await tokenFor(emulator, { user: 'dana@contoso.example' });
    expect((await remove(emulator, id, token)).status).toBe(status);
  });
});

describe('what stands in the way although permissions allow it', () => {
  it('a lock at the scope, above it, or on the delegation itself', async () => {
    for (const place of ['subscription', 'assignment', 'elsewhere'] as const) {
      const msp = makeMsp();
      const { id } = care(msp);
      msp.world.lock(
        { subscription: msp.scope, assignment: id, elsewhere: `${msp.scope}/resourceGroups/rg-web` }[place],
      );
      const emulator = await started(msp.build({ deletion: { answer: 'ok' } }));
      const answer = await remove(emulator, id);
      if (place === 'elsewhere') expect(answer.status).toBe(200);
      else expect(errorOf(answer)).toEqual([409, 'ScopeLocked']);
    }
  });

  it('a disabled subscription', async () => {
    const msp = makeMsp();
    const disabled = msp.world.subscription('Archive', msp.contoso, { state: 'Disabled' });
    const { id } = msp.world.delegation(disabled, {
      to: msp.fabrikam,
      name: 'Offer',
      roles: [[msp.operators, deleteRole]],
    });
    const answer = await remove(await started(msp.build()), id);
    expect(errorOf(answer)).toEqual([409, 'ReadOnlyDisabledSubscription']);
  });

  it('a deny assignment', async () => {
    const msp = makeMsp();
    const { id } = care(msp);
    msp.world.deny(msp.scope, 'Microsoft.ManagedServices/*/delete');
    const answer = await remove(await started(msp.build()), id);
    expect(errorOf(answer)).toEqual([403, 'DenyAssignmentAuthorizationFailed']);
  });

  it.each([
    ['unauthorized', 401, 'InvalidAuthenticationToken', true],
    ['forbidden', 403, 'RequestDisallowedByPolicy', false],
    ['forbiddenWithChallenge', 403, 'RequestDisallowedByPolicy', true],
  ] as const)(
    'missing multifactor authentication, answered as %s',
    async (answer, status, code, challenged) => {
      const msp = makeMsp();
      const { id } = care(msp);
      msp.world.demandMfa('/', answer);
      const emulator = await started(msp.build({ deletion: { answer: 'ok' } }));
      const refused = await remove(emulator, id);
      expect(errorOf(refused)).toEqual([status, code]);
      const header = String(refused.headers['www-authenticate'] ?? '');
      const claims = /error="insufficient_claims", claims="([^"]+)"/.exec(header)?.[1];
      expect(claims !== undefined).toBe(challenged);
      if (claims !== undefined)
        expect(JSON.parse(Buffer.from(claims, 'base64').toString())).toEqual({
          access_token: { acrs: { essential: true, values: ['p1'] } },
        });
      expect((await arm(emulator, id)).status).toBe(200);
      expect((await remove(emulator, id, await tokenFor(emulator, { mfa: 'true' }))).status).toBe(200);
    },
  );
});

describe('the overlap of delegations', () => {
  /** The same principal has Reader from two delegations, and Monitoring Reader from the one that stays. */
  function overlapping(): { readonly msp: Msp; readonly first: string; readonly second: string } {
    const msp = makeMsp();
    const first = care(msp, 'First');
    const second = msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Second',
      roles: [
        [msp.operators, 'Reader'],
        [msp.operators, 'Backup Reader'],
      ],
    });
    return { msp, first: first.id, second: second.id };
  }

  it('takes the shared role out of those that stay, until they are onboarded again', async () => {
    const { msp, first, second } = overlapping();
    const emulator = await started(msp.build({ deletion: { answer: 'ok' } }));
    const owner = await tokenFor(emulator, { user: 'cora@contoso.example' });
    await remove(emulator, first);
    expect(emulator.world.current.lostAuthorizations).toEqual([
      {
        registrationAssignmentId: second,
        principalId: msp.operators.id,
        roleDefinitionId: roleIdOf('Reader'),
      },
    ]);
    expect(errorOf(await arm(emulator, second))).toEqual([403, 'AuthorizationFailed']);
    const stays = await arm(emulator, second, { token: owner });
    expect(stays.status).toBe(200);

    const { properties } = stays.body as { readonly properties: unknown };
    const repaired = await arm(emulator, second, { method: 'PUT', token: owner, body: { properties } });
    expect(repaired.status).toBe(200);
    expect((await arm(emulator, second)).status).toBe(200);
  });

  it('takes nothing where the world says so, or where another tenant manages', async () => {
    const { msp, first, second } = overlapping();
    const emulator = await started(msp.build({ removalTakesOverlap: false, deletion: { answer: 'ok' } }));
    await remove(emulator, first);
    expect((await arm(emulator, second)).status).toBe(200);

    const other = makeMsp();
    const { id } = care(other);
    other.world.delegation(other.production, {
      to: other.world.tenant('Proseware'),
      name: 'Other',
      roles: [[other.operators, 'Reader']],
    });
    const another = await started(other.build({ deletion: { answer: 'ok' } }));
    await remove(another, id);
    expect(another.world.current.lostAuthorizations).toEqual([]);
  });
});

describe('the removal of the last delegation', () => {
  it('makes the subscription disappear at once, and the operation with it', async () => {
    for (const [noAccess, expected] of [
      ['AuthorizationFailed', [403, 'AuthorizationFailed']],
      ['SubscriptionNotFound', [404, 'SubscriptionNotFound']],
    ] as const) {
      const msp = makeMsp();
      const { id } = care(msp);
      const emulator = await started(msp.build({ noAccess }));
      const { status, headers } = await remove(emulator, id);
      expect(status).toBe(202);
      expect(valueOf(await arm(emulator, '/subscriptions'))).toEqual([]);
      for (const path of [headers['azure-asyncoperation'], id, msp.scope, assignmentsOf(msp.scope)])
        expect(errorOf(await arm(emulator, String(path)))).toEqual(expected);
    }
  });

  it('leaves the operation readable where the world says so, to who began it', async () => {
    const msp = makeMsp();
    const { id } = care(msp);
    const emulator = await started(msp.build({ deletion: { statusReadableAfterLockOut: true, polls: 0 } }));
    const { headers } = await remove(emulator, id);
    const address = String(headers['azure-asyncoperation']);
    expect(at((await arm(emulator, address)).body, 'status')).toBe('Succeeded');
    const robin = await tokenFor(emulator, { user: 'robin@fabrikam.example' });
    expect(errorOf(await arm(emulator, address, { token: robin }))).toEqual([403, 'AuthorizationFailed']);
  });

  it('locks out with the last look where access goes when the operation is done', async () => {
    const msp = makeMsp();
    const { id } = care(msp);
    const emulator = await started(msp.build({ deletion: { takesEffect: 'whenDone', polls: 1 } }));
    const { headers } = await remove(emulator, id);
    const address = String(headers['azure-asyncoperation']);
    expect(at((await arm(emulator, address)).body, 'status')).toBe('Accepted');
    expect(errorOf(await arm(emulator, address))).toEqual([403, 'AuthorizationFailed']);
  });

  it('leaves the other door of the subscription open', async () => {
    const msp = makeMsp();
    const { id } = care(msp);
    const guest = msp.world.guest(msp.alex, msp.contoso);
    msp.world.role([guest, 'Reader'], msp.production);
    const emulator = await started(msp.build());
    await remove(emulator, id);
    const token = await tokenFor(emulator, { tenant: msp.contoso.id });
    expect(errorOf(await arm(emulator, id, { token }))).toEqual([404, 'RegistrationAssignmentNotFound']);
  });
});
