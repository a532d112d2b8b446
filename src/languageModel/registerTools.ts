import * as vscode from 'vscode';
import { allowsAgents, settingNames, settingsSection } from '../settings.ts';
import type { DelegationTools } from './delegationTools.ts';
import type { ToolContext } from './toolContext.ts';
import { toolNames } from './toolNames.ts';

/** Registers the tools for language models; what they do is loaded with the first call of one. */
export function registerTools(context: ToolContext): readonly vscode.Disposable[] {
  let tools: Promise<DelegationTools> | undefined;
  const load = (): Promise<DelegationTools> =>
    (tools ??= import('./delegationTools.ts').then((bundle) => new bundle.DelegationTools(context)));
  return toolNames.map((name) =>
    vscode.lm.registerTool<unknown>(name, {
      async invoke({ input }, token) {
        // An editor may know of a tool from before the setting was changed.
        if (!allowsAgents())
          throw new Error(
            `The user has not allowed agents to see delegations (setting ${settingsSection}.${settingNames.allowAgents}).`,
          );
        context.log.info(`Tool ${name}`);
        return (await load()).run(name, input, token);
      },
    }),
  );
}
