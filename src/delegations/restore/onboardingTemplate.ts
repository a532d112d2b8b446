import { apiVersion } from '../../arm/managedservices/apiVersion.ts';
import { registrationDefinitionId, scopeOf } from '../../arm/resourceIds.ts';
import type { SavedDelegation } from './savedDelegation.ts';
import type { Terms } from './terms.ts';

/** What a deployment makes: the assignment alone, bound to the definition that is there, or the definition as well. */
export type Recreated = 'definitionAndAssignment' | 'assignmentAlone';

/** An ARM template, and the file of its parameters; the latter is missing where the template has none. */
export interface OnboardingTemplate {
  readonly template: object;
  readonly parameters: object | undefined;
}

/**
 * A template for a deployment to the subscription, in the shape of Microsoft's own onboarding templates, and its
 * parameters by the names that those have. Names of definition and assignment are the GUIDs that they had.
 *
 * Whatever people of another organisation wrote stands in the parameters, where Azure Resource Manager takes it
 * literally; in the template a text within brackets would be an expression ("Syntax and expressions in ARM templates").
 * Full resource ids hold the template to its subscription: deployed to another one, the definition that the assignment
 * depends on is not in the template, and nothing is deployed.
 */
export function onboardingTemplate(saved: SavedDelegation, recreate: Recreated): OnboardingTemplate {
  const { id, definitionId, terms } = saved;
  const definitionPath = registrationDefinitionId(scopeOf(id.subscriptionId), definitionId.name);
  const makesDefinition = recreate === 'definitionAndAssignment';
  const termsThere = makesDefinition ? allTerms.filter((term) => terms[term] !== undefined) : [];

  const definition = {
    type: 'Microsoft.ManagedServices/registrationDefinitions',
    apiVersion,
    name: definitionId.name,
    properties: Object.fromEntries(termsThere.map((term) => [term, `[parameters('${parameterOf[term]}')]`])),
  };
  const assignment = {
    type: 'Microsoft.ManagedServices/registrationAssignments',
    apiVersion,
    name: id.name,
    properties: { registrationDefinitionId: definitionPath },
  };
  const dependsOn = makesDefinition ? { dependsOn: [definitionPath] } : {};
  return {
    template: {
      $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
      contentVersion,
      parameters: Object.fromEntries(
        termsThere.map((term) => [
          parameterOf[term],
          { type: Array.isArray(terms[term]) ? 'array' : 'string' },
        ]),
      ),
      resources: [
        ...(makesDefinition ? [definition] : []),
        id.resourceGroupName === undefined
          ? { ...assignment, ...dependsOn }
          : { ...inResourceGroup(id.resourceGroupName, deploymentName(saved), assignment), ...dependsOn },
      ],
    },
    parameters: makesDefinition
      ? {
          $schema:
            'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentParameters.json#',
          contentVersion,
          parameters: Object.fromEntries(
            termsThere.map((term) => [parameterOf[term], { value: terms[term] }]),
          ),
        }
      : undefined,
  };
}

/** A name for the deployment that is good in every cloud, and the same each time. */
export function deploymentName({ id }: Pick<SavedDelegation, 'id'>): string {
  return `restore-${id.name}`;
}

const contentVersion = '1.0.0.0';

/** What Microsoft's templates call the parameters. */
const parameterOf: Readonly<Record<keyof Terms, string>> = {
  registrationDefinitionName: 'mspOfferName',
  description: 'mspOfferDescription',
  managedByTenantId: 'managedByTenantId',
  authorizations: 'authorizations',
  eligibleAuthorizations: 'eligibleAuthorizations',
};

const allTerms = Object.keys(parameterOf) as readonly (keyof Terms)[];

/** A deployment to a subscription reaches a resource group by a nested one ("Subscription deployments"). */
function inResourceGroup(resourceGroup: string, name: string, resource: object): object {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name,
    resourceGroup,
    properties: {
      mode: 'Incremental',
      template: {
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        contentVersion,
        resources: [resource],
      },
    },
  };
}
