/** A file of text. */
export interface OfferFile {
  readonly name: string;
  readonly text: string;
}
