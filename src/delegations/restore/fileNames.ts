/** What the files of a delegation are called, the same for each: nothing that a stranger wrote gets into a command line. */
export const fileNames = {
  template: 'delegation.template.json',
  parameters: 'delegation.parameters.json',
  readme: 'README.md',
} as const;
