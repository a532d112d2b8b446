/** The tools for language models, as package.json declares them. */
export const toolNames = [
  'delegations_list',
  'delegations_details',
  'delegations_impact',
  'delegations_audit',
  'delegations_remove',
] as const;

export type ToolName = (typeof toolNames)[number];
