/**
 * Whether a text may describe onboarding: a look that costs less than reading it. Every onboarding file names its
 * authorizations, and either a principal or the resource that grants them.
 */
export function mentionsOnboarding(text: string): boolean {
  return (
    /authori[sz]ations/i.test(text) &&
    /principalId|Microsoft\.ManagedServices\/registrationDefinitions|managedByTenantId/i.test(text)
  );
}
