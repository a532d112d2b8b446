/** Where a delegation applies: a subscription, or one resource group of it. */
export interface Scope {
  /** `/subscriptions/{id}` or `/subscriptions/{id}/resourceGroups/{name}`, with the letter case of its source. */
  readonly scope: string;
  /** GUID. */
  readonly subscriptionId: string;
  readonly resourceGroupName?: string;
}

/** A registration assignment or definition: its scope and the GUID that is its name. */
export interface RegistrationId extends Scope {
  readonly name: string;
}

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

// Microsoft's naming rules: word characters of any script and `-.()`, up to 90, and no period at the end.
const resourceGroupName = '[\\p{L}\\p{M}\\p{Nd}\\p{Pc}.()-]{0,89}[\\p{L}\\p{M}\\p{Nd}\\p{Pc}()-]';

const scopePattern = `(/subscriptions/(${guid})(?:/resourceGroups/(${resourceGroupName}))?)`;
const guidExpression = new RegExp(`^${guid}$`, 'i');
const scopeExpression = new RegExp(`^${scopePattern}$`, 'iu');
const registrationExpressions = {
  registrationAssignments: registrationExpression('registrationAssignments'),
  registrationDefinitions: registrationExpression('registrationDefinitions'),
};

/** Whether a text is a GUID in its hyphenated form. */
export function isGuid(text: string): boolean {
  return guidExpression.test(text);
}

/** What a scope names; undefined for any other text. */
export function parseScope(text: string): Scope | undefined {
  const [, scope, subscriptionId, resourceGroupName] = scopeExpression.exec(text) ?? [];
  if (scope === undefined || subscriptionId === undefined) return undefined;
  return { scope, subscriptionId, ...(resourceGroupName !== undefined && { resourceGroupName }) };
}

/** What the id of a registration assignment names; undefined for any other text. */
export function parseRegistrationAssignmentId(text: string): RegistrationId | undefined {
  return parseRegistrationId(text, registrationExpressions.registrationAssignments);
}

/** What the id of a registration definition names; undefined for any other text. */
export function parseRegistrationDefinitionId(text: string): RegistrationId | undefined {
  return parseRegistrationId(text, registrationExpressions.registrationDefinitions);
}

/** The scope that is a whole subscription, or one resource group of it. */
export function scopeOf(subscriptionId: string, resourceGroupName?: string): string {
  const subscription = `/subscriptions/${subscriptionId}`;
  return resourceGroupName === undefined
    ? subscription
    : `${subscription}/resourceGroups/${resourceGroupName}`;
}

/** The id of the registration assignment of that name at a scope. */
export function registrationAssignmentId(scope: string, name: string): string {
  return `${scope}/providers/Microsoft.ManagedServices/registrationAssignments/${name}`;
}

/** The id of the registration definition of that name at a scope. */
export function registrationDefinitionId(scope: string, name: string): string {
  return `${scope}/providers/Microsoft.ManagedServices/registrationDefinitions/${name}`;
}

/** What two ids have in common when they name the same resource: Azure changes their letter case between calls. */
export function resourceKey(id: string): string {
  return id.toLowerCase();
}

function registrationExpression(type: string): RegExp {
  return new RegExp(`^${scopePattern}/providers/Microsoft\\.ManagedServices/${type}/(${guid})$`, 'iu');
}

function parseRegistrationId(text: string, expression: RegExp): RegistrationId | undefined {
  const [, scopeText, , , name] = expression.exec(text) ?? [];
  const scope = scopeText === undefined ? undefined : parseScope(scopeText);
  return scope && name !== undefined ? { ...scope, name } : undefined;
}
