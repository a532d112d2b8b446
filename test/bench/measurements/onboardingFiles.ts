import { mentionsOnboarding } from '../../../src/onboarding/model/mentionsOnboarding.ts';
import { recogniseJson } from '../../../src/onboarding/model/recogniseJson.ts';
import { checkOnboarding } from '../../../src/onboarding/rules/checkOnboarding.ts';
import type { Measurement } from '../measurement.ts';

const runs = 30;
const linesOfTypical = 200;
const manyAuthorizations = 10_000;

const roles = [
  'acdd72a7-3385-48ef-bd42-f606fba81ae7',
  'b24988ac-6180-42a0-ab88-20f7382dd24c',
  '92aaf0da-9dab-42b6-94a3-d43ce8d16293',
  '36243c78-bf99-498c-9df9-86d9f8d28608',
];

/** How long it takes to judge an onboarding file, from its text on: what is done each time that nobody types for a moment. */
export const onboardingFiles: Measurement = (_packages, tell) => {
  const typical = fileOf(36);
  const lines = typical.split('\n').length;
  if (Math.abs(lines - linesOfTypical) > 10) throw new Error(`A file of ${lines} lines is not typical`);
  const large = fileOf(manyAuthorizations);
  tell(`${lines} lines; ${manyAuthorizations} authorizations, ${Math.round(large.length / 1e5) / 10} MB`);
  return Promise.resolve([
    { name: 'onboarding.typicalMs', samples: judged(typical) },
    { name: 'onboarding.largeMs', samples: judged(large) },
  ]);
};

function judged(text: string): readonly number[] {
  return Array.from({ length: runs }, () => {
    const start = performance.now();
    const file = mentionsOnboarding(text) ? recogniseJson(text) : undefined;
    const findings = file ? checkOnboarding(file) : [];
    const took = performance.now() - start;
    if (!findings.some(({ code }) => code === 'noDeleteRole')) throw new Error('The file was not judged');
    return took;
  });
}

/** A parameter file with so many authorizations, none of which grants the delete role. */
function fileOf(authorizations: number): string {
  const value = Array.from({ length: authorizations }, (_, index) => ({
    principalId: `11111111-2222-4333-8444-${String(index).padStart(12, '0')}`,
    principalIdDisplayName: `Group ${index}`,
    roleDefinitionId: roles[index % roles.length],
  }));
  const parameters = {
    mspOfferName: { value: 'Offer' },
    managedByTenantId: { value: 'fbcdd0f3-dc82-4cee-bcde-7301d24e9bf6' },
    authorizations: { value },
  };
  return JSON.stringify({ contentVersion: '1.0.0.0', parameters }, undefined, 2);
}
