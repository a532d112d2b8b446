// The command `az account get-access-token` for tests: gives tokens of an emulator, and says what the Azure CLI would.
//   node azureCli.ts ORIGIN PROFILE account get-access-token --resource R [--tenant T]
import { readFileSync } from 'node:fs';
import { get } from 'node:https';

/** Who is signed in; the file is as good as `~/.azure` here. */
export interface AzureCliProfile {
  readonly signedIn: boolean;
  /** The demo account unless named. */
  readonly user?: string;
  /** Issues tokens for this one, whatever is asked for. */
  readonly audience?: string;
}

const [origin = '', profileFile = '', ...args] = process.argv.slice(2);
const profile = JSON.parse(readFileSync(profileFile, 'utf8')) as AzureCliProfile;
const resource = option('--resource') ?? '';
const tenant = option('--tenant');

if (args.slice(0, 2).join(' ') !== 'account get-access-token')
  fail(`'${args.join(' ')}' is misspelled or not recognized by the system.`);
else if (!profile.signedIn) fail("Please run 'az login' to setup account.");
else {
  const query = new URLSearchParams({ audience: profile.audience ?? resource });
  if (tenant !== undefined) query.set('tenant', tenant);
  if (profile.user !== undefined) query.set('user', profile.user);
  get(`${origin}/__emulator/token?${query.toString()}`, (response) => {
    let text = '';
    response.on('data', (chunk: Buffer) => (text += chunk.toString()));
    response.on('end', () => {
      const answer = JSON.parse(text) as Readonly<Record<string, string>>;
      if (response.statusCode === 200) succeed(answer);
      else
        fail(
          `${answer.error_description ?? ''}\nTo re-authenticate, please run:\naz login --tenant "${tenant ?? ''}" --scope "${resource}/.default"`,
        );
    });
  });
}

function option(name: string): string | undefined {
  const position = args.indexOf(name);
  return position < 0 ? undefined : args[position + 1];
}

function succeed({ access_token: accessToken, expires_on }: Readonly<Record<string, string>>): void {
  const expiresOn = new Date(Number(expires_on) * 1000).toISOString();
  console.log(JSON.stringify({ accessToken, expiresOn, tenant, tokenType: 'Bearer' }));
}

function fail(words: string): void {
  process.stderr.write(`ERROR: ${words}\n`);
  process.exitCode = 1;
}
