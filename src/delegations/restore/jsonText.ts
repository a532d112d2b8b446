/**
 * A value as indented JSON that every reader takes for the same value, people included:
 *
 * - `az` of some years took a run of blanks within a text for a single one (azure-cli, `_remove_comments_from_json`), so
 *   that a blank after a blank is written as its number
 * - so is every other kind of space, and what nobody sees or what turns the direction of writing
 */
export function jsonText(value: unknown): string {
  const json = JSON.stringify(value, undefined, 2);
  return `${json.replaceAll(jsonString, (text) => text.replaceAll(unplain, escaped))}\n`;
}

const jsonString = /"(?:[^"\\]|\\.)*"/g;
const unplain = /(?<= ) |[[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\u2800]--[ ]]/gv;

function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
