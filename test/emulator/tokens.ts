import { randomBytes } from 'node:crypto';
import type { Caller } from './caller.ts';
import { ok, type Reply, unauthorized } from './reply.ts';
import type { User, World } from './world.ts';

/** The audience that the resource manager accepts; a token's scope is this followed by `.default`. */
export const audience = 'https://management.emulator.example/';

/** Which token is wanted. Without user and tenant: the demo account's, at its home. */
export interface TokenRequest {
  /** User principal name or object id. */
  readonly user?: string;
  /** GUID or default domain of a tenant in which the user is a member or a guest. */
  readonly tenant?: string;
  /** Whether the sign-in used multifactor authentication. */
  readonly mfa?: boolean;
  /** Whether somebody signed in for it, in front of a screen. */
  readonly interactive?: boolean;
  /** Seconds until it expires; negative ones have passed. An hour by default. */
  readonly expiresIn?: number;
  readonly audience?: string;
}

interface Minted {
  readonly caller: Caller;
  readonly audience: string;
  /** Epoch seconds. */
  readonly expiresOn: number;
}

/** The sign-in service: mints tokens, remembers them, and recognises no other. */
export class Tokens {
  private readonly minted = new Map<string, Minted>();
  private readonly signedIn = new Set<string>();

  /** Answers a request for a token as the token route does. */
  issue(world: World, request: TokenRequest): Reply {
    const name = (request.user ?? world.demoAccount).toLowerCase();
    const user = world.users.find(
      (candidate) =>
        candidate.userPrincipalName.toLowerCase() === name || candidate.id.toLowerCase() === name,
    );
    if (user === undefined) return refused('invalid_grant', `AADSTS50034: There is no user '${name}'.`);
    const tenantId = tenantIdOf(world, request.tenant ?? user.tenantId);
    const objectId = objectIn(user, tenantId);
    if (objectId === undefined)
      return refused(
        'invalid_grant',
        `AADSTS50020: User account '${user.userPrincipalName}' does not exist in tenant '${tenantId}'.`,
      );
    const signIn = world.tenants.find((tenant) => tenant.id.toLowerCase() === tenantId)?.signIn;
    const door = `${user.id}/${tenantId}`.toLowerCase();
    if (signIn === 'refused')
      return refused(
        'access_denied',
        'AADSTS53003: Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
      );
    if (signIn === 'separate' && request.interactive !== true && !this.signedIn.has(door))
      return refused(
        'interaction_required',
        'AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
      );
    if (request.interactive === true) this.signedIn.add(door);

    const caller = {
      tenantId,
      objectId,
      userPrincipalName: user.userPrincipalName,
      multifactor: request.mfa === true,
    };
    const expiresOn = Math.floor(Date.now() / 1000) + (request.expiresIn ?? 3600);
    const minted = { caller, audience: request.audience ?? audience, expiresOn };
    const token = encode(minted);
    this.minted.set(token, minted);
    return ok({ access_token: token, expires_on: expiresOn });
  }

  /** The caller behind an Authorization header, or the 401 that it earns. */
  authenticate(authorization: string | undefined): Caller | Reply {
    if (authorization === undefined)
      return unauthorized(
        'AuthenticationFailed',
        "Authentication failed. The 'Authorization' header is missing.",
      );
    const minted = this.find(authorization);
    if (minted === undefined)
      return unauthorized('InvalidAuthenticationToken', 'The access token is invalid.');
    if (minted.audience.replace(/\/$/, '') !== audience.replace(/\/$/, ''))
      return unauthorized(
        'InvalidAuthenticationTokenAudience',
        `The access token has been obtained for wrong audience or resource '${minted.audience}'. It should exactly match with one of the allowed audiences '${audience}'.`,
      );
    if (minted.expiresOn * 1000 <= Date.now())
      return unauthorized(
        'ExpiredAuthenticationToken',
        `The access token expiry UTC time '${new Date(minted.expiresOn * 1000).toISOString()}' is earlier than current UTC time '${new Date().toISOString()}'.`,
      );
    return minted.caller;
  }

  /** What may be told of a token: never the token itself. */
  summary(authorization: string | undefined): { oid: string; tid: string; aud: string } | undefined {
    const minted = authorization === undefined ? undefined : this.find(authorization);
    if (minted === undefined) return undefined;
    return { oid: minted.caller.objectId, tid: minted.caller.tenantId, aud: minted.audience };
  }

  /** Forgets every token, so that all of them are refused, and every separate sign-in. */
  clear(): void {
    this.minted.clear();
    this.signedIn.clear();
  }

  private find(authorization: string): Minted | undefined {
    return this.minted.get(/^Bearer (.+)$/i.exec(authorization)?.[1] ?? '');
  }
}

/** The object that a user is in a tenant: its own at home, a guest elsewhere, none where it is unknown. */
export function objectIn(user: User, tenantId: string): string | undefined {
  const seats = [user, ...(user.guestIn ?? [])];
  return seats.find((seat) => seat.tenantId.toLowerCase() === tenantId.toLowerCase())?.id;
}

function tenantIdOf({ tenants }: World, name: string): string {
  const wanted = name.toLowerCase();
  const named = tenants.find(({ defaultDomain }) => defaultDomain?.toLowerCase() === wanted);
  return (named?.id ?? name).toLowerCase();
}

function refused(error: string, description: string): Reply {
  return { status: 400, body: { error, error_description: description } };
}

/** A JWT in shape: unsigned, with a nonce in the signature's place, so that no two are alike. */
function encode({ caller, audience: aud, expiresOn }: Minted): string {
  const segment = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const payload = {
    aud,
    iss: `https://sts.emulator.example/${caller.tenantId}/`,
    iat: Math.floor(Date.now() / 1000),
    exp: expiresOn,
    tid: caller.tenantId,
    oid: caller.objectId,
    upn: caller.userPrincipalName,
    amr: caller.multifactor ? ['pwd', 'mfa'] : ['pwd'],
    ...(caller.multifactor ? { acrs: ['p1'] } : {}),
    ver: '1.0',
  };
  return [segment({ alg: 'none', typ: 'JWT' }), segment(payload), randomBytes(16).toString('base64url')].join(
    '.',
  );
}
