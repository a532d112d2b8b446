import type { Delegation } from '../delegation.ts';
import type { DelegatedSubscription, ManagingTenant } from '../estate/managingTenants.ts';
import { SearchTerms } from './searchTerms.ts';
import { delegationText, rowText, type SearchNames } from './searchTexts.ts';

/** What a filter looks into. */
export interface FilteredEstate extends SearchNames {
  readonly managingTenants: readonly ManagingTenant[];
  delegationsOf(row: DelegatedSubscription): readonly Delegation[] | undefined;
}

/**
 * The part of an estate that somebody looks for: subscriptions that match, by themselves or by a delegation that is
 * known of them, and of the latter only the delegations that do.
 */
export class EstateFilter {
  readonly #estate: FilteredEstate;
  readonly #terms: SearchTerms;

  constructor(estate: FilteredEstate, text: string) {
    this.#estate = estate;
    this.#terms = new SearchTerms(text);
  }

  /** As it was typed. */
  get text(): string {
    return this.#terms.text;
  }

  /** The managing tenants that something matches of, with what matches. */
  get managingTenants(): readonly ManagingTenant[] {
    return this.#estate.managingTenants
      .map(({ id, subscriptions }) => ({
        id,
        subscriptions: subscriptions.filter((row) => this.#shows(row)),
      }))
      .filter(({ subscriptions }) => subscriptions.length > 0);
  }

  /** The delegations of a row that match; all where the row does by itself. */
  delegationsIn(row: DelegatedSubscription, delegations: readonly Delegation[]): readonly Delegation[] {
    const text = rowText(row, this.#estate);
    if (this.#terms.matches(text)) return delegations;
    return delegations.filter((delegation) =>
      this.#terms.matches(text, delegationText(delegation, this.#estate)),
    );
  }

  #shows(row: DelegatedSubscription): boolean {
    const text = rowText(row, this.#estate);
    if (this.#terms.matches(text)) return true;
    const delegations = this.#estate.delegationsOf(row) ?? [];
    return delegations.some((delegation) =>
      this.#terms.matches(text, delegationText(delegation, this.#estate)),
    );
  }
}
