import type { RemovalPermission } from '../removal/plan.ts';

/** Answers by the chances of a removal, the best first. */
const ranks: Readonly<Record<RemovalPermission, number>> = {
  yes: 0,
  perhaps: 1,
  unknown: 2,
  activateInPim: 3,
  no: 4,
};

interface Judged {
  readonly judgement: { readonly answer: RemovalPermission };
}

/** Compares two doors to the same delegation: the one with better chances goes first. */
export function byChances(a: Judged, b: Judged): number {
  return ranks[a.judgement.answer] - ranks[b.judgement.answer];
}

/** Whether a removal is worth trying: not where Azure says that the role for it is missing. */
export function mayWork({ answer }: Judged['judgement']): boolean {
  return ranks[answer] <= ranks.unknown;
}
