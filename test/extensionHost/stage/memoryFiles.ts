import * as vscode from 'vscode';

/** A file system of its own scheme, as other extensions provide them, with one file. */
export interface MemoryFiles {
  readonly uri: vscode.Uri;
  /** What the file holds now. */
  text(): string;
  dispose(): void;
}

/** Provides a file system that is kept in memory, with a parameter file of this text. */
export function memoryFiles(scheme: string, text: string, isReadonly = false): MemoryFiles {
  let content: Uint8Array = new TextEncoder().encode(text);
  let mtime = 1;
  const changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  const uri = vscode.Uri.from({ scheme, path: '/some.parameters.json' });
  const refuse = (): never => {
    throw vscode.FileSystemError.NoPermissions(uri);
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: changes.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (asked) => {
      if (asked.path === '/') return { type: vscode.FileType.Directory, ctime: 0, mtime, size: 0 };
      if (asked.path !== uri.path) throw vscode.FileSystemError.FileNotFound(asked);
      return { type: vscode.FileType.File, ctime: 0, mtime, size: content.length };
    },
    readFile: (asked) => {
      if (asked.path !== uri.path) throw vscode.FileSystemError.FileNotFound(asked);
      return content;
    },
    writeFile: (_uri, written) => {
      content = written;
      mtime++;
    },
    readDirectory: () => [['some.parameters.json', vscode.FileType.File]],
    createDirectory: refuse,
    delete: refuse,
    rename: refuse,
  };
  const registered = vscode.workspace.registerFileSystemProvider(scheme, provider, { isReadonly });
  return {
    uri,
    text: () => new TextDecoder().decode(content),
    dispose() {
      registered.dispose();
      changes.dispose();
    },
  };
}
