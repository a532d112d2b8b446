import { bicepString } from '../bicep/bicepLiteral.ts';

/** How a language writes what the edits of onboarding files need. Comments and brackets are those of JSON with comments. */
export interface EditSyntax {
  /** What stands behind an entry or a property that is followed by one on a line of its own. */
  readonly separator: ',' | '';
  readonly name: (name: string) => string;
  readonly text: (value: string) => string;
}

export const jsonSyntax: EditSyntax = {
  separator: ',',
  name: (name) => JSON.stringify(name),
  text: (value) => JSON.stringify(value),
};

export const bicepSyntax: EditSyntax = {
  separator: '',
  name: (name) => (/^[a-z_]\w*$/i.test(name) ? name : bicepString(name)),
  text: bicepString,
};
