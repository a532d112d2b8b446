import type { TokenCredential } from '@azure/core-auth';
import { expect, test } from 'vitest';
import { stepUpOnce } from '../../../src/arm/stepUpOnce.ts';

const token = { token: 'stronger', expiresOnTimestamp: 0 };

/** A user who is asked for stronger sign-ins and answers when told to. */
function askedUser() {
  const questions: { readonly claims: string; readonly answer: PromiseWithResolvers<typeof token> }[] = [];
  const credential: TokenCredential = {
    getToken: (_, { claims } = {}) => {
      if (claims === undefined) return Promise.resolve({ ...token, token: 'usual' });
      const answer = Promise.withResolvers<typeof token>();
      questions.push({ claims, answer });
      return answer.promise;
    },
  };
  const held: Promise<void>[] = [];
  const once = stepUpOnce(credential, (answered) => held.push(answered));
  const get = (claims?: string) => once.getToken('scope', claims === undefined ? {} : { claims });
  return { questions, held, get };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('everybody who needs it at the same time shares one question', async () => {
  const { questions, held, get } = askedUser();
  const both = Promise.all([get('a'), get('a')]);
  await settled();
  expect(questions).toHaveLength(1);
  questions[0]?.answer.resolve(token);
  expect(await both).toEqual([token, token]);
  expect(held).toHaveLength(1);
  await held[0];
});

test('another demand waits for the answer to the first', async () => {
  const { questions, get } = askedUser();
  const first = get('a');
  const second = get('b');
  await settled();
  expect(questions.map(({ claims }) => claims)).toEqual(['a']);
  questions[0]?.answer.resolve(token);
  await first;
  await settled();
  questions[1]?.answer.resolve(token);
  expect(await second).toEqual(token);
});

test('it is asked again later, when a sign-in has worn off', async () => {
  const { questions, get } = askedUser();
  const first = get('a');
  await settled();
  questions[0]?.answer.resolve(token);
  await first;
  await settled();
  void get('a');
  await settled();
  expect(questions).toHaveLength(2);
});

test('a refusal counts for all, also for what asks for it later', async () => {
  const { questions, held, get } = askedUser();
  const both = Promise.allSettled([get('a'), get('b')]);
  await settled();
  questions[0]?.answer.reject(new Error('Declined.'));
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(get('a')).rejects.toThrow('Declined.');
  await held[0];
  expect(questions).toHaveLength(1);
});

test('what needs no stronger sign-in is never held up', async () => {
  const { questions, get } = askedUser();
  const asking = get('a').catch(() => undefined);
  await expect(get()).resolves.toMatchObject({ token: 'usual' });
  await settled();
  questions[0]?.answer.reject(new Error('Declined.'));
  await asking;
  await expect(get()).resolves.toMatchObject({ token: 'usual' });
});
