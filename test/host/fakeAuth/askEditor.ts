import { connect } from 'node:net';

/**
 * Runs a command of the editor from outside, waiting for the editor to be there, and returns what it returns.
 * Rejects with the command's own error.
 */
export async function askEditor<T>(
  socketPath: string,
  command: string,
  ...args: readonly unknown[]
): Promise<T> {
  const question = JSON.stringify([command, ...args]);
  for (;;) {
    const text = await exchange(socketPath, question);
    if (text !== undefined) {
      const answer = JSON.parse(text) as { readonly value?: T; readonly error?: string };
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value as T;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The answer, or undefined where nobody listens yet. */
function exchange(socketPath: string, question: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const connection = connect({ path: socketPath, allowHalfOpen: true });
    let answer = '';
    connection.setEncoding('utf8');
    connection.on('data', (chunk: string) => (answer += chunk));
    connection.on('end', () => resolve(answer));
    connection.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined);
      else reject(error);
    });
    connection.end(question);
  });
}
