import { expect, test } from 'vitest';
import { parseExport } from '../../../../src/delegations/export/parseExport.ts';
import { exportOf, reads } from './exports.ts';

const good = exportOf({ authorizations: [reads] });

test.each([
  ['nothing', '', 'notJson'],
  ['no JSON', '{"format":', 'notJson'],
  ['JSON of something else', '{"value": []}', 'otherFile'],
  ['a list', '[]', 'otherFile'],
  ['null', 'null', 'otherFile'],
  ['a later version', JSON.stringify({ ...good, formatVersion: 2 }), 'newer'],
])('%s is no export', (_, text, kind) => {
  expect(parseExport(text)).toEqual({ kind });
});

test('a byte order mark that an editor has put there does not matter', () => {
  expect(parseExport(`\uFEFF${JSON.stringify(good)}`)).toEqual({ kind: 'inventory', inventory: good });
});

test.each([
  ['formatVersion', { ...good, formatVersion: '1' }],
  ['exportedAt', { ...good, exportedAt: 'yesterday' }],
  ['extent', { ...good, extent: 'some' }],
  ['lookedInto', { ...good, lookedInto: undefined }],
  ['lookedInto[0].account', { ...good, lookedInto: [{ tenantId: 'x' }] }],
  ['delegations', { ...good, delegations: {} }],
  ['delegations[0]', { ...good, delegations: [7] }],
  ['delegations[0].id', { ...good, delegations: [{ ...good.delegations[0], id: 7 }] }],
  ['delegations[0].offer', { ...good, delegations: [{ ...good.delegations[0], offer: {} }] }],
  ['delegations[0].plan', { ...good, delegations: [{ ...good.delegations[0], plan: { name: 1 } }] }],
  [
    'delegations[0].reachedThrough',
    { ...good, delegations: [{ ...good.delegations[0], reachedThrough: 'x' }] },
  ],
  [
    'delegations[0].authorizations[1].kind',
    {
      ...good,
      delegations: [{ ...good.delegations[0], authorizations: [reads, { ...reads, kind: 'other' }] }],
    },
  ],
  [
    'delegations[0].authorizations[0].approvers[0].id',
    { ...good, delegations: [{ ...good.delegations[0], authorizations: [{ ...reads, approvers: [{}] }] }] },
  ],
  ['notRead[0].reason', { ...good, notRead: [{}] }],
])('a damage is named: %s', (where, file) => {
  expect(parseExport(JSON.stringify(file))).toEqual({ kind: 'damaged', where });
});
