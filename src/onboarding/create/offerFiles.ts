import { bicepOfferFiles } from './bicepOfferFiles.ts';
import { jsonOfferFiles } from './jsonOfferFiles.ts';
import type { NewOffer } from './newOffer.ts';
import type { OfferFile } from './offerFile.ts';

export type OfferLanguage = 'json' | 'bicep';

/** The template of an offer and its parameters. The first one is the template, the last one the parameters. */
export function offerFiles(offer: NewOffer, language: OfferLanguage, baseName: string): readonly OfferFile[] {
  return language === 'json' ? jsonOfferFiles(offer, baseName) : bicepOfferFiles(offer, baseName);
}
