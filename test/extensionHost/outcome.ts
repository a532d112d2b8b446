/** How a test ended. */
export interface TestOutcome {
  /** Its title and those of the suites around it. */
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  /** Message and stack of a failure. */
  readonly error?: string;
}
