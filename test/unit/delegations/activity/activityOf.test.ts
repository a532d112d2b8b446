import { describe, expect, test } from 'vitest';
import type { ActivityEvent } from '../../../../src/arm/activityLog/models.ts';
import { activityAbout, activityOf } from '../../../../src/delegations/activity/activity.ts';
import { someDelegation } from '../permission/delegations.ts';

const { id } = someDelegation();
const write = 'Microsoft.ManagedServices/registrationAssignments/write';
const event = (more: Partial<ActivityEvent>): ActivityEvent => ({
  eventTimestamp: '2026-03-01T12:00:00Z',
  operation: write,
  status: 'Succeeded',
  caller: 'cora@fabrikam.com',
  resourceId: id,
  correlationId: 'one',
  ...more,
});

describe('The activity', () => {
  test('tells an operation once, as it ended, in whatever order the log tells it', () => {
    const begin = event({ status: 'Started' });
    const accepted = event({ status: 'Accepted', eventTimestamp: '2026-03-01T12:00:09Z' });
    const end = event({ status: 'Failed', eventTimestamp: '2026-03-01T12:00:05Z' });
    for (const events of [
      [begin, accepted, end],
      [end, accepted, begin],
    ])
      expect(activityOf(events)).toMatchObject([{ kind: 'delegated', status: 'Failed' }]);
  });

  test('tells one that has no end as it began', () => {
    expect(activityOf([event({ status: 'Started' })])).toMatchObject([{ status: 'Started' }]);
  });

  test('keeps operations apart that Azure does not correlate', () => {
    const alone: ActivityEvent = { operation: write, status: 'Succeeded', resourceId: id };
    expect(activityOf([alone, alone])).toHaveLength(2);
  });

  test('tells the latest first, and what has no time last', () => {
    const times = ['2026-01-01T00:00:00Z', 'soon', '2026-02-01T00:00:00Z'];
    const activity = activityOf(
      times.map((eventTimestamp) => event({ eventTimestamp, correlationId: eventTimestamp })),
    );
    expect(activity.map(({ correlationId }) => correlationId)).toEqual([times[2], times[0], times[1]]);
  });

  test.each([
    ['Microsoft.ManagedServices/registrationAssignments/delete', 'removed'],
    ['MICROSOFT.MANAGEDSERVICES/REGISTRATIONDEFINITIONS/WRITE', 'offered'],
    ['Microsoft.ManagedServices/registrationDefinitions/delete', 'withdrawn'],
    ['Microsoft.ManagedServices/marketplaceRegistrationDefinitions/read', 'other'],
  ])('%s is %s', (operation, kind) => {
    expect(activityOf([event({ operation })])).toMatchObject([{ kind }]);
  });

  test('leaves out what is about something else', () => {
    expect(activityOf([event({ operation: 'Microsoft.Compute/virtualMachines/write' }), {}])).toEqual([]);
  });

  test('takes delegation and customer from the description of a managing tenant’s event', () => {
    const [activity] = activityOf([
      event({
        operation: 'Microsoft.Resources/tenants/unregister/action',
        resourceId: '/tenants/x',
        description: JSON.stringify({
          delegationResourceId: id.toUpperCase(),
          subscriptionTenantId: 'T-1',
          subscriptionId: 'S-1',
        }),
      }),
    ]);
    expect(activity).toMatchObject({
      kind: 'removed',
      resourceId: id.toLowerCase(),
      subscriptionId: 's-1',
      customerTenantId: 't-1',
    });
  });

  test.each(['', 'no JSON', 'null', '[]', '{"delegationResourceId": 7}'])(
    'stands a description that is not what it should be: %s',
    (description) => {
      const operation = 'Microsoft.Resources/tenants/register/action';
      expect(activityOf([event({ operation, description })])).toMatchObject([
        { kind: 'delegated', customerTenantId: undefined },
      ]);
    },
  );

  test('about a delegation is found whatever the letter case of ids', () => {
    const activity = activityOf([
      event({ resourceId: id.toUpperCase() }),
      event({ resourceId: `${id}0`, correlationId: 'two' }),
    ]);
    expect(activityAbout(activity, [id, undefined])).toHaveLength(1);
  });
});
