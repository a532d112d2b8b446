import { describe, expect, test } from 'vitest';
import {
  delegationKey,
  delegationKeys,
  fieldsOf,
  optionalGuid,
  pageOf,
} from '../../../src/languageModel/toolInput.ts';

const subscription = '00000000-0000-4000-8000-000000000001';
const id = `/subscriptions/${subscription}/providers/Microsoft.ManagedServices/registrationAssignments/${subscription}`;

describe('The input of a tool', () => {
  test.each([undefined, null, 'all', 7, []])('may be nonsense, and counts as nothing then: %j', (input) => {
    expect(pageOf(fieldsOf(input))).toEqual({ offset: 0, limit: 25 });
  });

  test.each([
    [{ limit: 1e9 }, { offset: 0, limit: 50 }],
    [
      { limit: 0, offset: -3 },
      { offset: 0, limit: 1 },
    ],
    [
      { limit: Number.NaN, offset: Infinity },
      { offset: 0, limit: 25 },
    ],
    [
      { limit: '50', offset: 1.9 },
      { offset: 1, limit: 25 },
    ],
  ])('gets no more than a page: %j', (input, page) => {
    expect(pageOf(input)).toEqual(page);
  });

  test.each([
    undefined,
    '',
    '*',
    subscription,
    `${id}/..`,
    `${id}?x=1`,
    `https://evil.example${id}`,
    `/subscriptions/${subscription}/../x/providers/Microsoft.ManagedServices/registrationAssignments/${subscription}`,
    { id },
  ])('names a delegation by its resource id alone: %j', (nonsense) => {
    expect(() => delegationKey(nonsense)).toThrow('Not the resource id');
    expect(() => delegationKeys([id, nonsense])).toThrow('Not the resource id');
  });

  test('names each delegation once, whatever the letter case', () => {
    expect(delegationKeys([id, id.toUpperCase()])).toEqual([id.toLowerCase()]);
  });

  test.each([[[]], [id], [Array.from({ length: 21 }, () => id)], [undefined]])(
    'names neither nothing nor everything: %j',
    (ids) => {
      expect(() => delegationKeys(ids)).toThrow('1 to 20');
    },
  );

  test('filters by GUIDs alone', () => {
    expect(optionalGuid(undefined, 'x')).toBeUndefined();
    expect(optionalGuid('ABCDEF00-0000-4000-8000-000000000001', 'x')).toBe(
      'abcdef00-0000-4000-8000-000000000001',
    );
    expect(() => optionalGuid('contoso', 'subscriptionId')).toThrow('subscriptionId is not a GUID');
  });
});
