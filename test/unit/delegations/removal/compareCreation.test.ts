import { describe, expect, it } from 'vitest';
import { compareCreation } from '../../../../src/delegations/removal/compareCreation.ts';

describe('the creation dates of two readings of one id', () => {
  it.each([
    ['same', '2025-03-01T08:00:00Z', '2025-03-01T08:00:00Z'],
    ['same', '2025-03-01T08:00:00.1234567Z', '2025-03-01T08:00:00.123Z'],
    ['same', '2025-03-01T08:00:00.9Z', '2025-03-01T08:00:00Z'],
    ['same', '2025-03-01T08:00:00Z', '2025-03-01T10:00:00+02:00'],
    ['same', '2025-03-01T08:00:00Z', '2025-03-01T08:00:00z'],
    ['same', undefined, undefined],
    ['newer', '2025-03-01T08:00:00Z', '2025-03-01T08:00:01Z'],
    ['newer', '2025-03-01T10:00:00+02:00', '2025-03-01T09:00:00Z'],
    ['older', '2025-03-01T08:00:00Z', '2025-03-01T07:59:59Z'],
    ['cannotTell', undefined, '2025-03-01T08:00:00Z'],
    ['cannotTell', '2025-03-01T08:00:00Z', undefined],
    ['cannotTell', '2025-03-01T08:00:00Z', 'yesterday'],
    ['cannotTell', '2025-03-01T08:00:00Z', ''],
    ['cannotTell', '2025-03-01T08:00:00Z', '2025-03-01T09:00:00'],
    ['cannotTell', '2025-03-01T08:00:00', '2025-03-01T09:00:00Z'],
  ])('are %s: known %s, found %s', (expected, known, found) => {
    expect(compareCreation(known, found)).toBe(expected);
  });
});
