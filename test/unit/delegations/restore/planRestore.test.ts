import { describe, expect, it } from 'vitest';
import type {
  RegistrationAssignment,
  RegistrationDefinition,
} from '../../../../src/arm/managedservices/models.ts';
import { planRestore } from '../../../../src/delegations/restore/planRestore.ts';
import { definitionPath, saved, savedAssignment } from './savedAssignment.ts';

const delegation = saved();
const changed: RegistrationDefinition = {
  ...delegation.definition,
  properties: { ...delegation.definition.properties, registrationDefinitionName: 'Newer' },
};

function bound(id: string, registrationDefinitionId: string): RegistrationAssignment {
  return { id, properties: { registrationDefinitionId } };
}

describe('To restore a delegation', () => {
  it('whose definition is as it was takes the assignment alone', () => {
    expect(planRestore(delegation, delegation.definition, [])).toEqual({
      kind: 'recreate',
      recreate: 'assignmentAlone',
      inItsPlace: undefined,
    });
  });

  it('whose definition is gone takes both', () => {
    expect(planRestore(delegation, undefined, [])).toEqual({
      kind: 'recreate',
      recreate: 'definitionAndAssignment',
      inItsPlace: undefined,
    });
  });

  it('whose definition changed would overwrite it, for the other assignments that use it as well', () => {
    const sharing = bound('/subscriptions/a', definitionPath.toUpperCase());
    const other = bound('/subscriptions/b', definitionPath.replace(/.$/, '0'));
    const unbound: RegistrationAssignment = { id: '/subscriptions/c' };
    expect(planRestore(delegation, changed, [other, sharing, unbound])).toEqual({
      kind: 'wouldOverwrite',
      changes: [{ field: 'registrationDefinitionName', saved: 'Gold support', current: 'Newer' }],
      usedBy: ['/subscriptions/a'],
      inItsPlace: undefined,
    });
  });

  it('that is there again is told, in any letter case, and it is no other assignment', () => {
    const { id = '' } = savedAssignment();
    const again = bound(id.toUpperCase(), definitionPath);
    expect(planRestore(delegation, delegation.definition, [again]).inItsPlace).toBe(again);
    expect(planRestore(delegation, undefined, [again]).inItsPlace).toBe(again);
    expect(planRestore(delegation, changed, [again])).toMatchObject({ usedBy: [], inItsPlace: again });
  });

  it('is not confused by the same GUID elsewhere', () => {
    const { id = '' } = savedAssignment({ resourceGroup: 'rg-web' });
    expect(planRestore(delegation, undefined, [bound(id, definitionPath)]).inItsPlace).toBeUndefined();
  });
});
