import { grantsOfOffer, type NewOffer } from './newOffer.ts';

/** A parameter of an onboarding template, by the name that Microsoft's templates give it, and its value. */
export interface OfferParameter {
  readonly name: string;
  readonly type: 'string' | 'array';
  /** English, as the template goes to another organisation. */
  readonly description: string;
  /** The property of the definition that it fills; missing where it fills none. */
  readonly property?: string;
  readonly value: unknown;
}

/** Everything that tells one offer from another, as parameters of one template. */
export function offerParameters(offer: NewOffer): readonly OfferParameter[] {
  const { authorizations, eligibleAuthorizations } = grantsOfOffer(offer);
  return [
    {
      name: 'mspOfferName',
      type: 'string',
      description: 'The name of the offer. Definition and assignment are named after it.',
      property: 'registrationDefinitionName',
      value: offer.name,
    },
    {
      name: 'mspOfferDescription',
      type: 'string',
      description: 'What the offer is for.',
      property: 'description',
      value: offer.name,
    },
    {
      name: 'managedByTenantId',
      type: 'string',
      description: 'The tenant whose users receive access.',
      property: 'managedByTenantId',
      value: offer.managingTenantId,
    },
    {
      name: 'authorizations',
      type: 'array',
      description: 'Who of the managing tenant holds which role permanently.',
      property: 'authorizations',
      value: authorizations,
    },
    ...(eligibleAuthorizations.length === 0
      ? []
      : [
          {
            name: 'eligibleAuthorizations',
            type: 'array',
            description: 'Who of the managing tenant can activate which role just in time.',
            property: 'eligibleAuthorizations',
            value: eligibleAuthorizations,
          } as const,
        ]),
    ...(offer.scope.kind === 'subscription'
      ? []
      : [
          {
            name: 'rgName',
            type: 'string',
            description: 'The resource group that is delegated.',
            value: offer.scope.name,
          } as const,
        ]),
  ];
}
