import { describe, expect, it } from 'vitest';
import { deleteRole } from '../../emulator/worldBuilder.ts';
import { arm, at, errorOf, started, tokenFor, valueOf } from './emulatorClient.ts';
import { care, makeMsp } from './msp.ts';

const values = '/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01';
const since = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
const from = (days: number, more = ''): string =>
  `&$filter=${encodeURIComponent(`eventTimestamp ge '${since(days)}'${more}`)}`;

function world() {
  const msp = makeMsp();
  const { id } = care(msp);
  msp.world.event(id, msp.fabrikam, {
    at: since(30),
    operation: 'write',
    caller: msp.cora.userPrincipalName,
  });
  return { msp, id };
}

const operations = (values: readonly unknown[]): readonly unknown[] =>
  values.map((event) => [at(event, 'operationName', 'value'), at(event, 'status', 'value')]);

describe('the activity log', () => {
  it('of a subscription tells beginning and end of what was done, the latest first', async () => {
    const { msp, id } = world();
    const emulator = await started(msp.build({ deletion: { answer: 'ok' } }));
    const list = async () => valueOf(await arm(emulator, msp.scope + values + from(60)));
    expect(operations(await list())).toEqual([
      ['Microsoft.ManagedServices/registrationAssignments/write', 'Succeeded'],
      ['Microsoft.ManagedServices/registrationAssignments/write', 'Started'],
    ]);
    const customer = await tokenFor(emulator, { user: msp.cora.userPrincipalName });
    await arm(emulator, `${id}?api-version=2022-10-01`, { method: 'DELETE' });
    const after = valueOf(await arm(emulator, msp.scope + values + from(60), { token: customer }));
    expect(operations(after)[0]).toEqual([
      'Microsoft.ManagedServices/registrationAssignments/delete',
      'Succeeded',
    ]);
    expect(at(after[0], 'caller')).toBe('alex@fabrikam.example');
  });

  it('is filtered by time, provider and resource, and nothing else', async () => {
    const { msp, id } = world();
    const emulator = await started(msp.build());
    const count = async (query: string) => valueOf(await arm(emulator, msp.scope + values + query)).length;
    expect(await count(from(7))).toBe(0);
    expect(await count(from(60, " and resourceProvider eq 'microsoft.managedservices'"))).toBe(2);
    expect(await count(from(60, " and resourceProvider eq 'Microsoft.Compute'"))).toBe(0);
    expect(await count(from(60, ` and resourceUri eq '${id.toUpperCase()}'`))).toBe(2);
    for (const query of ['', from(60, " and caller eq 'x'"), from(200)])
      expect((await arm(emulator, msp.scope + values + query)).status).toBe(400);
  });

  it('of a tenant is refused without a role at its root', async () => {
    const { msp } = world();
    const refused = await arm(await started(msp.build()), values + from(60));
    expect(errorOf(refused)).toEqual([403, 'AuthorizationFailed']);
  });

  it('of a tenant tells with Monitoring Reader at its root what was delegated to it', async () => {
    const { msp, id } = world();
    msp.world.role([msp.alex, 'Monitoring Reader'], '/');
    const [event] = valueOf(await arm(await started(msp.build()), values + from(60)));
    expect(at(event, 'operationName', 'value')).toBe('Microsoft.Resources/tenants/register/action');
    expect(JSON.parse(String(at(event, 'description')))).toEqual({
      delegationResourceId: id,
      subscriptionTenantId: msp.contoso.id,
      subscriptionId: msp.production.id,
    });
  });

  it('of a subscription is refused to those who cannot read it', async () => {
    const msp = makeMsp();
    msp.world.delegation(msp.production, {
      to: msp.fabrikam,
      name: 'Care',
      roles: [[msp.operators, deleteRole]],
    });
    expect((await arm(await started(msp.build()), msp.scope + values + from(60))).status).toBe(403);
  });
});
