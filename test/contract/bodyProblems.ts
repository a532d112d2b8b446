import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { definitions, resolved, type Schema } from './specification.ts';

/** Where a body goes to: what is read-only has no place in one that goes to Azure. */
export type Direction = 'request' | 'response';

// Strict: a keyword or format that the validator does not know is an error, and not a check that is left out.
const ajv = new Ajv({ strict: true, allErrors: true });
addFormats(ajv, ['uuid', 'duration', 'date-time']);
// Autorest's extension says how clients name the set, and that they let unknown words pass. The words themselves
// are in `enum`, and hold for whoever speaks for this version of the service.
ajv.addKeyword('x-ms-enum');
for (const direction of ['request', 'response'] as const)
  ajv.addSchema({
    $id: direction,
    definitions: Object.fromEntries(
      Object.entries(definitions).map(([name, schema]) => [name, closed(schema, direction)]),
    ),
  });

/**
 * What a body has that the specification does not allow, and lacks that it demands. Every object may have the
 * properties that the specification lists and no others: `systemData` too, and errors, although Azure itself adds
 * `target` and `additionalInfo` to those (ARM RPC, error response content).
 */
export function bodyProblems(body: unknown, schema: Schema, direction: Direction): readonly string[] {
  const validate = ajv.getSchema(`${direction}${schema.$ref ?? ''}`);
  if (validate === undefined) throw new Error(`The specification has no ${String(schema.$ref)}.`);
  if (validate(body) === true) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath === '' ? 'The body' : instancePath} ${message ?? ''}: ${JSON.stringify(params)}`,
  );
}

/** A schema whose objects hold nothing that it does not list. */
function closed(schema: Schema, direction: Direction): Schema {
  const { properties, items } = schema;
  return {
    ...schema,
    ...(items && { items: closed(items, direction) }),
    ...(properties && {
      additionalProperties: false,
      properties: Object.fromEntries(
        Object.entries(properties)
          .filter(([, property]) => direction === 'response' || resolved(property).readOnly !== true)
          .map(([name, property]) => [name, closed(property, direction)]),
      ),
    }),
  };
}
