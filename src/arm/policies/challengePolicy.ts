import {
  createHttpHeaders,
  type PipelinePolicy,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { ArmError } from '../errors.ts';
import { readErrorBody } from '../errorBody.ts';
import { requestIdsOf } from '../requestIds.ts';
import { claimsOf } from './challengeClaims.ts';

/**
 * Turns every way in which Azure asks for a stronger sign-in into the one that the authentication policy answers,
 * a 401 with `error="insufficient_claims"`, and lets that happen once for a request.
 *
 * @param authentication core-rest-pipeline's bearerTokenAuthenticationPolicy
 * @throws ArmError with the code of Azure's refusal when no stronger token was to be had
 */
export function challengePolicy(authentication: PipelinePolicy): PipelinePolicy {
  const steppedUp = new WeakSet<PipelineRequest>();
  let newest: string | undefined;
  return {
    name: 'challengePolicy',
    async sendRequest(request, next) {
      let refusal: PipelineResponse | undefined;
      try {
        return await authentication.sendRequest(request, async (authorized) => {
          refusal = undefined;
          const authorization = authorized.headers.get('Authorization');
          newest = authorization;
          let response = await next(authorized);
          let claims = claimsOf(response);
          // Somebody else has stepped up in the meantime: their token first, before anybody is asked again.
          if (claims !== undefined && newest !== undefined && newest !== authorization) {
            authorized.headers.set('Authorization', newest);
            response = await next(authorized);
            claims = claimsOf(response);
          }
          if (claims === undefined) return response;
          if (steppedUp.has(request)) return withChallenge(response, response.status, undefined);
          steppedUp.add(request);
          refusal = response;
          const encoded = Buffer.from(claims).toString('base64');
          return withChallenge(response, 401, `Bearer error="insufficient_claims", claims="${encoded}"`);
        });
      } catch (error) {
        throw refusal ? stepUpFailed(refusal, error) : error;
      }
    },
  };
}

function withChallenge(response: PipelineResponse, status: number, challenge: string | undefined) {
  const headers = createHttpHeaders(response.headers.toJSON());
  if (challenge === undefined) headers.delete('WWW-Authenticate');
  else headers.set('WWW-Authenticate', challenge);
  return { ...response, status, headers };
}

function stepUpFailed({ status, bodyAsText, headers }: PipelineResponse, cause: unknown): ArmError {
  const { code, message } = readErrorBody(parsed(bodyAsText), status);
  const refusal = message ?? `Azure answered with HTTP ${status} and asks for a stronger sign-in.`;
  // A credential that cannot ask anybody says what to do instead, under the code of the sign-in service for that.
  const isAdvice = ArmError.is(cause, 'signInRequired') && cause.code === 'interaction_required';
  const advice = isAdvice ? ` ${cause.message}` : '';
  return new ArmError(`${refusal}${advice}`, {
    reason: 'signInRequired',
    status,
    cause,
    ...(code !== undefined && { code }),
    ...requestIdsOf((name) => headers.get(name)),
  });
}

function parsed(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
