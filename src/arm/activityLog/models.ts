/** An event of the activity log, as far as delegations are concerned. Everything may be missing. */
export interface ActivityEvent {
  readonly eventTimestamp?: string;
  /** Such as `Microsoft.ManagedServices/registrationAssignments/write`. */
  readonly operation?: string;
  /** `Started`, `Accepted`, `Succeeded`, `Failed` …; an extensible set. */
  readonly status?: string;
  /** `BeginRequest` or `EndRequest`; an extensible set. */
  readonly eventName?: string;
  /** Who did it: a sign-in name, or the id of an application. */
  readonly caller?: string;
  readonly resourceId?: string;
  readonly subscriptionId?: string;
  readonly correlationId?: string;
  /** Free text; JSON in events of a managing tenant. */
  readonly description?: string;
}
