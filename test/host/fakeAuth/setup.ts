/** The providers that the editor's own Microsoft sign-in registers. */
export type ProviderId = 'microsoft' | 'microsoft-sovereign-cloud';

/** A person who can sign in. */
export interface FakeAccount {
  readonly id: string;
  /** The user principal name. */
  readonly label: string;
}

/** How the sign-in starts: the JSON file that the environment variable FAKE_AUTH_SETUP names. */
export interface FakeAuthSetup {
  /** The emulator's token route. It answers for the sovereign cloud and `audience`; every other token is worthless. */
  readonly tokenUrl: string;
  /** The audience of the emulator's tokens, a URL. */
  readonly audience: string;
  /** Who can sign in; who signs in when nobody is named is the first who has not. */
  readonly accounts: readonly FakeAccount[];
  /** The labels of those who are signed in from the start. */
  readonly signedIn: Readonly<Partial<Record<ProviderId, readonly string[]>>>;
  /** User settings to write when it starts, in an editor whose settings are not files of ours. */
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** Where commands are taken from outside the editor. */
  readonly commandSocket?: string;
}
