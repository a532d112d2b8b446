import { createServer } from 'node:net';
import * as vscode from 'vscode';

/** Runs the editor's commands for tests that sit outside it; a connection asks `[command, ...arguments]` as JSON. */
export function serveCommands(socketPath: string): vscode.Disposable {
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    let question = '';
    connection.setEncoding('utf8');
    connection.on('data', (chunk: string) => (question += chunk));
    connection.on('end', () => {
      const [command, ...args] = JSON.parse(question) as [string, ...unknown[]];
      vscode.commands.executeCommand(command, ...args).then(
        (value) => connection.end(JSON.stringify({ value })),
        (error: unknown) => connection.end(JSON.stringify({ error: String(error) })),
      );
    });
    connection.on('error', () => connection.destroy());
  });
  server.listen(socketPath);
  return new vscode.Disposable(() => server.close());
}
