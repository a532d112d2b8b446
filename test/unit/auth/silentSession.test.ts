import { expect, test, vi } from 'vitest';
import { silentSession } from '../../../src/auth/silentSession.ts';

interface Asked {
  readonly account: { readonly id: string };
}

/** As VS Code 1.105: whoever asks while a question for these scopes is open gets its answer, whatever the account. */
const editor = vi.hoisted(() => ({
  open: new Map<string, Promise<unknown>>(),
  answer: ({ account }: Asked): unknown => ({ account }),
}));

vi.mock('vscode', () => ({
  authentication: {
    getSession: (_provider: string, scopes: readonly string[], options: Asked) => {
      const key = scopes.join(' ');
      const answer = editor.open.get(key) ?? Promise.resolve().then(() => editor.answer(options));
      editor.open.set(key, answer);
      return answer.finally(() => editor.open.delete(key));
    },
  },
}));

const account = (id: string) => ({ id, label: id });

test('Two accounts that are asked for at once get a session of their own each', async () => {
  const sessions = await Promise.all(
    ['alex', 'robin'].map((id) => silentSession('microsoft', ['scope'], account(id))),
  );
  expect(sessions.map((session) => session?.account.id)).toEqual(['alex', 'robin']);
});

test('A session of somebody else is none', async () => {
  editor.answer = () => ({ account: account('robin') });
  expect(await silentSession('microsoft', ['scope'], account('alex'))).toBeUndefined();
});

test('A question that fails stands in the way of no other', async () => {
  editor.answer = ({ account: { id } }) => {
    if (id === 'alex') throw new Error('no');
    return { account: { id } };
  };
  const [failed, other] = await Promise.allSettled(
    ['alex', 'robin'].map((id) => silentSession('microsoft', ['scope'], account(id))),
  );
  expect([failed?.status, other?.status]).toEqual(['rejected', 'fulfilled']);
});
