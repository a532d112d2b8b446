import { apiVersion } from '../../arm/managedservices/apiVersion.ts';
import { bicepLiteral, bicepString, type BicepValueOf } from '../bicep/bicepLiteral.ts';
import type { NewOffer } from './newOffer.ts';
import type { OfferFile } from './offerFile.ts';
import { offerParameters } from './offerParameters.ts';

/** A Bicep template for a deployment to a subscription, its parameters, and the module that a resource group needs. */
export function bicepOfferFiles(offer: NewOffer, baseName: string): readonly OfferFile[] {
  const moduleName = `${baseName}.assignment.bicep`;
  return [
    { name: `${baseName}.bicep`, text: template(offer, moduleName) },
    ...(offer.scope.kind === 'resourceGroup' ? [{ name: moduleName, text: assignmentModule }] : []),
    { name: `${baseName}.bicepparam`, text: parameters(offer, `${baseName}.bicep`) },
  ];
}

function template(offer: NewOffer, moduleName: string): string {
  const all = offerParameters(offer);
  return `targetScope = 'subscription'

${all.map(({ name, type, description }) => `@description(${bicepString(description)})\nparam ${name} ${type}\n`).join('\n')}
resource definition 'Microsoft.ManagedServices/registrationDefinitions@${apiVersion}' = {
  name: guid(mspOfferName)
  properties: {
${all.flatMap(({ name, property }) => (property ? [`    ${property}: ${name}`] : [])).join('\n')}
  }
}

${offer.scope.kind === 'subscription' ? assignment : assignmentInModule(moduleName)}`;
}

const assignment = `resource assignment 'Microsoft.ManagedServices/registrationAssignments@${apiVersion}' = {
  name: guid(mspOfferName)
  properties: {
    registrationDefinitionId: definition.id
  }
}
`;

function assignmentInModule(moduleName: string): string {
  return `module assignment ${bicepString(moduleName)} = {
  name: 'lighthouse-\${guid(mspOfferName, rgName)}'
  scope: resourceGroup(rgName)
  params: {
    name: guid(mspOfferName, rgName)
    registrationDefinitionId: definition.id
  }
}
`;
}

const assignmentModule = `@description('The name of the assignment, a GUID.')
param name string

@description('The definition that the assignment delegates this resource group by.')
param registrationDefinitionId string

resource assignment 'Microsoft.ManagedServices/registrationAssignments@${apiVersion}' = {
  name: name
  properties: {
    registrationDefinitionId: registrationDefinitionId
  }
}
`;

function parameters(offer: NewOffer, templateName: string): string {
  const lines = offerParameters(offer).map(
    ({ name, value }) => `param ${name} = ${bicepLiteral(value as BicepValueOf)}\n`,
  );
  return `using ${bicepString(`./${templateName}`)}\n\n${lines.join('\n')}`;
}
