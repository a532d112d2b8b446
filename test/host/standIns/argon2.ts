// Hashes passwords, of which a host without sign-in has none.
const unavailable = (): never => {
  throw new Error('This host has no passwords');
};

export const hash = unavailable;
export const verify = unavailable;
export const needsRehash = unavailable;
