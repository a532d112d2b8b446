import { type ChildProcess, fork } from 'node:child_process';
import { on, once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Report, Task } from './journalScript.ts';

const nodeOfTheProject = join(
  import.meta.dirname,
  '../../../../node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);
const script = join(import.meta.dirname, 'journalScript.ts');

/** A process that works with a journal, and does nothing before it is told to. It ends with the test at the latest. */
export class JournalProcess {
  readonly #child: ChildProcess;
  readonly #reports: NodeJS.AsyncIterator<unknown[]>;

  constructor() {
    this.#child = fork(script, { execPath: nodeOfTheProject, execArgv: [] });
    this.#reports = on(this.#child, 'message', { close: ['exit'] });
    onTestFinished(() => this.kill());
  }

  /** Tells it what to do, or to go on with it. */
  tell(task: Task): void {
    this.#child.send(task);
  }

  /** What it tells next; fails if it ends instead. */
  async hear(): Promise<Report> {
    const { value, done } = await this.#reports.next();
    if (done === true) throw new Error('The process has ended.');
    const [report] = value;
    return report as Report;
  }

  /** Kills it, and resolves when it is dead; it gets no chance to do anything. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const dead = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await dead;
  }
}
