import type { IncomingMessage } from 'node:http';
import type { EmulatorState } from './emulatorState.ts';
import { ok, type Reply } from './reply.ts';
import type { TokenRequest } from './tokens.ts';

/** What a client that is no person has to know; it is called by the object id of a user of the world. */
export const clientSecret = 'open sesame';

/**
 * Who issues tokens to applications and machines: the OpenID configuration of each tenant, its token endpoint for client
 * credentials, and the endpoint that App Service has for managed identities. Nothing for any other request.
 */
export function authorityReply(
  state: EmulatorState,
  request: IncomingMessage,
  url: URL,
  body: string,
): Reply | undefined {
  const [tenant, ...path] = url.pathname.split('/').filter((segment) => segment !== '');
  if (tenant === undefined) return undefined;
  switch (`${request.method ?? 'GET'} ${path.join('/')}`) {
    case 'GET v2.0/.well-known/openid-configuration':
      return ok(openIdConfiguration(`https://${request.headers.host ?? url.host}/${tenant}`));
    case 'GET discovery/instance':
      return ok(instances(request.headers.host ?? url.host));
    case 'POST oauth2/v2.0/token':
      return clientCredentials(state, tenant, new URLSearchParams(body));
    case 'GET msi/token':
      return managedIdentity(state, url.searchParams);
    default:
      return undefined;
  }
}

function openIdConfiguration(authority: string): object {
  return {
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${authority}/oauth2/v2.0/devicecode`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

/** That the authority is one, and goes by no other name. */
function instances(host: string): object {
  return {
    tenant_discovery_endpoint: `https://${host}/common/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

function clientCredentials(state: EmulatorState, tenant: string, form: URLSearchParams): Reply {
  if (form.get('client_secret') !== clientSecret)
    return {
      status: 401,
      body: {
        error: 'invalid_client',
        error_description: 'AADSTS7000215: Invalid client secret provided.',
        error_codes: [7000215],
      },
    };
  const audience = form
    .get('scope')
    ?.split(' ')[0]
    ?.replace(/\/\.default$/, '');
  return token(state, { tenant, user: form.get('client_id') ?? '', audience });
}

function managedIdentity(state: EmulatorState, query: URLSearchParams): Reply {
  return token(state, { audience: query.get('resource') ?? undefined });
}

function token(
  { tokens, world }: EmulatorState,
  { audience, ...request }: Omit<TokenRequest, 'audience'> & { readonly audience: string | undefined },
): Reply {
  const reply = tokens.issue(world.current, { ...request, ...(audience !== undefined && { audience }) });
  if (reply.status !== 200) return reply;
  const { access_token, expires_on } = reply.body as {
    readonly access_token: string;
    readonly expires_on: number;
  };
  return ok({
    token_type: 'Bearer',
    access_token,
    expires_in: 3600,
    ext_expires_in: 3600,
    // As App Service tells it.
    expires_on: String(expires_on),
  });
}
