import { ArmError } from '../../../../src/arm/errors.ts';

/** Answers of Azure that are no success, as the port tells them. */
export const forbidden = (): ArmError =>
  new ArmError('The client does not have authorization.', {
    reason: 'forbidden',
    status: 403,
    code: 'AuthorizationFailed',
    requestId: 'request-403',
  });

export const assignmentNotFound = (): ArmError =>
  new ArmError('The registration assignment could not be found.', {
    reason: 'notFound',
    status: 404,
    code: 'RegistrationAssignmentNotFound',
  });

export const subscriptionNotFound = (): ArmError =>
  new ArmError('The subscription could not be found.', {
    reason: 'notFound',
    status: 404,
    code: 'SubscriptionNotFound',
  });

export const strangersToken = (): ArmError =>
  new ArmError('The access token is from the wrong issuer.', {
    reason: 'unauthorized',
    status: 401,
    code: 'InvalidAuthenticationTokenTenant',
  });

export const serverError = (): ArmError =>
  new ArmError('Something broke.', { reason: 'server', status: 500, code: 'InternalServerError' });

export const connectionReset = (): ArmError => new ArmError('The connection broke.', { reason: 'offline' });

export const timedOut = (): ArmError => new ArmError('No answer within 60 s.', { reason: 'timeout' });

export const malformed = (): ArmError =>
  new ArmError('The answer could not be read.', { reason: 'malformed', status: 200 });

export const scopeLocked = (): ArmError =>
  new ArmError('The scope is locked.', { reason: 'conflict', status: 409, code: 'ScopeLocked' });

export const stepUpDeclined = (): ArmError =>
  new ArmError('Multifactor authentication is required.', {
    reason: 'signInRequired',
    status: 403,
    code: 'RequestDisallowedByPolicy',
  });

export const operationFailed = (): ArmError =>
  new ArmError('The deletion failed.', { reason: 'operationFailed', code: 'DeletionFailed' });

export const cancelled = (): ArmError => new ArmError('Cancelled.', { reason: 'cancelled' });
