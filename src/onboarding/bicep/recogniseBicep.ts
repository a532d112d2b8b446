import { mentionsOnboarding } from '../model/mentionsOnboarding.ts';
import type { Offer, OnboardingFile, Resolve } from '../model/onboardingFile.ts';
import { readOffer } from '../model/readOffer.ts';
import { offerOfParameters } from '../model/readParameters.ts';
import { endOf, type PropertyNode, valueOf } from '../syntax/literal.ts';
import type { BicepDocument, BicepResource } from './bicepDocument.ts';
import { readBicep } from './readBicep.ts';
import { resolveBicep } from './resolveBicep.ts';

/** The first version of a registration definition that knows `eligibleAuthorizations`. */
const firstWithEligible = '2020-02-01';

/**
 * The onboarding that a Bicep or .bicepparam file describes: its registration definitions, or the parameters that it gives
 * to a template. Modules are files of their own, and left alone. Undefined for every other file. Never throws.
 */
export function recogniseBicep(text: string): OnboardingFile | undefined {
  if (!mentionsOnboarding(text)) return undefined;
  const document = readBicep(text);
  const resolve = resolveBicep(document);
  const offers =
    document.using === undefined
      ? document.resources.flatMap((resource) => readDefinition(text, resource, resolve))
      : offerOfParameters(parametersOf(document), resolve);
  return offers.length > 0 ? { offers, broken: document.broken } : undefined;
}

function readDefinition(text: string, { type, body }: BicepResource, resolve: Resolve): readonly Offer[] {
  const [name = '', version = ''] = type.value.split('@');
  if (name.toLowerCase() !== 'microsoft.managedservices/registrationdefinitions') return [];
  const written = valueOf(body && resolve(body), 'properties');
  const properties = written && resolve(written);
  if (properties?.kind !== 'object') return [];
  const offer = readOffer(properties, resolve, version >= firstWithEligible);
  const tenant = offer.managedByTenantId?.property.value;
  const isCustomer =
    tenant !== undefined &&
    /^(?:subscription|tenant)\(\)\.tenantId$/.test(text.slice(tenant.offset, endOf(tenant)));
  return [{ ...offer, customerTenantId: isCustomer ? offer.managedByTenantId : undefined }];
}

function parametersOf({ values }: BicepDocument): readonly PropertyNode[] {
  return values.flatMap(({ keyword, name, key, value }): readonly PropertyNode[] =>
    keyword === 'param' && value
      ? [{ offset: key.offset, length: endOf(value) - key.offset, key: { ...key, name }, value }]
      : [],
  );
}
