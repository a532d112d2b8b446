import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { extensionId } from '../../host/emulatedCloud.ts';

/** The extension that is measured, as the editor knows it. */
export function product(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension(extensionId);
  if (extension === undefined) throw new Error(`${extensionId} is not installed`);
  return extension;
}

/** `require` as the extension's own code has it: `vscode` is the API object that the editor made for it. */
export function requireInProduct(module: string): unknown {
  return createRequire(join(product().extensionPath, 'package.json'))(module);
}
