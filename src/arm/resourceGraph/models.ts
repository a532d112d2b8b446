/** What is asked of the graph beside the query. */
export interface GraphRequest {
  /** GUIDs, at most 1,000. Without them: every subscription that the token's tenant sees, up to 10,000. */
  readonly subscriptionIds?: readonly string[];
  /** Where an earlier page ended. */
  readonly skipToken?: string;
}

/** One page of an answer of the graph. */
export interface GraphPage {
  /** Objects by their columns, where they are what they should be. */
  readonly rows: readonly unknown[];
  /** Leads to the next page. */
  readonly skipToken?: string;
  /** Whether there is more than was told; without a `skipToken` there is no way to it. */
  readonly isTruncated: boolean;
  /** Whether the tenant has more subscriptions than the query has covered. */
  readonly isSubscriptionLimitHit: boolean;
}
