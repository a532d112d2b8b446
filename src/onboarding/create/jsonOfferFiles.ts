import { apiVersion } from '../../arm/managedservices/apiVersion.ts';
import { jsonText } from '../../delegations/restore/jsonText.ts';
import type { NewOffer } from './newOffer.ts';
import { offerParameters } from './offerParameters.ts';
import type { OfferFile } from './offerFile.ts';

/** An ARM template for a deployment to a subscription, in the shape of Microsoft's own, and its parameters. */
export function jsonOfferFiles(offer: NewOffer, baseName: string): readonly OfferFile[] {
  return [
    { name: `${baseName}.template.json`, text: jsonText(template(offer)) },
    { name: `${baseName}.parameters.json`, text: jsonText(parameters(offer)) },
  ];
}

const contentVersion = '1.0.0.0';

function template(offer: NewOffer): object {
  const all = offerParameters(offer);
  const definitionId =
    "[subscriptionResourceId('Microsoft.ManagedServices/registrationDefinitions', variables('definitionName'))]";
  const definition = {
    type: 'Microsoft.ManagedServices/registrationDefinitions',
    apiVersion,
    name: "[variables('definitionName')]",
    properties: Object.fromEntries(
      all.flatMap(({ name, property }) => (property ? [[property, `[parameters('${name}')]`]] : [])),
    ),
  };
  const assignment = {
    type: 'Microsoft.ManagedServices/registrationAssignments',
    apiVersion,
    name: "[variables('assignmentName')]",
    properties: { registrationDefinitionId: definitionId },
  };
  const isGroup = offer.scope.kind === 'resourceGroup';
  return {
    $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
    contentVersion,
    parameters: Object.fromEntries(
      all.map(({ name, type, description }) => [name, { type, metadata: { description } }]),
    ),
    variables: {
      definitionName: "[guid(parameters('mspOfferName'))]",
      assignmentName: isGroup
        ? "[guid(parameters('mspOfferName'), parameters('rgName'))]"
        : "[guid(parameters('mspOfferName'))]",
    },
    resources: [
      definition,
      { ...(isGroup ? inResourceGroup(assignment) : assignment), dependsOn: [definitionId] },
    ],
  };
}

/** A deployment to a subscription reaches a resource group by a nested one ("Subscription deployments"). */
function inResourceGroup(resource: object): object {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: '2022-09-01',
    name: "[concat('lighthouse-', variables('assignmentName'))]",
    resourceGroup: "[parameters('rgName')]",
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

function parameters(offer: NewOffer): object {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentParameters.json#',
    contentVersion,
    parameters: Object.fromEntries(offerParameters(offer).map(({ name, value }) => [name, { value }])),
  };
}
