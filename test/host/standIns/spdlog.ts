// Takes the place of the native module @vscode/spdlog, which needs a C++ compiler to install: the part of it that
// VS Code calls. It writes at once and never rotates, because a host lives for minutes.
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'] as const;

/** One log file. Messages below its level, `info` unless told otherwise, are dropped. */
export class Logger {
  readonly #path: string;
  #level = levels.indexOf('info');
  #formatted = true;

  constructor(_type: string, _name: string, path: string) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, '');
  }

  trace(message: string): void {
    this.#write('trace', message);
  }
  debug(message: string): void {
    this.#write('debug', message);
  }
  info(message: string): void {
    this.#write('info', message);
  }
  warn(message: string): void {
    this.#write('warning', message);
  }
  error(message: string): void {
    this.#write('error', message);
  }
  critical(message: string): void {
    this.#write('critical', message);
  }
  getLevel(): number {
    return this.#level;
  }
  setLevel(level: number): void {
    this.#level = level;
  }
  setPattern(): void {
    this.#formatted = true;
  }
  clearFormatters(): void {
    this.#formatted = false;
  }
  flush(): void {
    // Every message is on disk already.
  }
  drop(): void {
    // No file is held open.
  }

  #write(level: (typeof levels)[number], message: string): void {
    if (levels.indexOf(level) < this.#level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    appendFileSync(this.#path, this.#formatted ? `${time} [${level}] ${message}\n` : message);
  }
}

export function createRotatingLogger(name: string, path: string): Promise<Logger> {
  return Promise.resolve(new Logger('rotating', name, path));
}

export function createAsyncRotatingLogger(name: string, path: string): Promise<Logger> {
  return Promise.resolve(new Logger('rotating_async', name, path));
}

export function setLevel(): void {
  // Each logger has a level of its own.
}

export function setFlushOn(): void {
  // Every message is on disk already.
}
