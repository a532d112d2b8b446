import { fixture } from './fixture.ts';

/** A JSON schema, as far as the specification uses them. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly readOnly?: boolean;
}

/** A parameter of an operation; `schema` is that of a body. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'body';
  readonly required?: boolean;
  readonly type?: string;
  readonly schema?: Schema;
  /** Autorest: the value goes into the path as it is, slashes included. */
  readonly 'x-ms-skip-url-encoding'?: boolean;
}

/** An operation; the keys of `responses` are statuses and `default`. */
export interface Operation {
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, { readonly schema?: Schema }>>;
}

interface Reference {
  readonly $ref: string;
}

interface WrittenOperation extends Omit<Operation, 'parameters'> {
  readonly parameters: readonly (Parameter | Reference)[];
}

const document = fixture('managedservices-2022-10-01.json') as {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, WrittenOperation>>>>;
  readonly definitions: Readonly<Record<string, Schema>>;
  readonly parameters: Readonly<Record<string, Parameter>>;
};

/** The version that the specification describes. */
export const version = document.info.version;

/** The schemas that the specification names. */
export const definitions = document.definitions;

const operations = Object.entries(document.paths).flatMap(([template, methods]) =>
  Object.entries(methods).map(([method, written]) => {
    const operation: Operation = { ...written, parameters: written.parameters.map(parameterOf) };
    return { method: method.toUpperCase(), path: expressionOf(template, operation), operation };
  }),
);

/** The names of all operations. */
export const operationIds: readonly string[] = operations.map(({ operation }) => operation.operationId);

/** The operation that a request is for; paths are the same in any letter case (ARM RPC, resource ids). */
export function operationOf(method: string, path: string): Operation | undefined {
  return operations.find((entry) => entry.method === method && entry.path.test(path))?.operation;
}

/** The schema that a schema stands for. */
export function resolved(schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const definition = definitions[nameOf(schema.$ref)];
  if (definition === undefined) throw new Error(`The specification has no ${schema.$ref}.`);
  return definition;
}

function parameterOf(written: Parameter | Reference): Parameter {
  if (!('$ref' in written)) return written;
  const parameter = document.parameters[nameOf(written.$ref)];
  if (parameter === undefined) throw new Error(`The specification has no ${written.$ref}.`);
  return parameter;
}

function expressionOf(template: string, { parameters }: Operation): RegExp {
  const pattern = template.split(/(\{\w+\})/).map((part) => {
    if (!part.startsWith('{')) return part.replaceAll('.', String.raw`\.`);
    const parameter = parameters.find(({ name }) => `{${name}}` === part);
    if (parameter?.in !== 'path') throw new Error(`${part} of ${template} is no parameter.`);
    return parameter['x-ms-skip-url-encoding'] === true ? '[^/]+(?:/[^/]+)*' : '[^/]+';
  });
  return new RegExp(`^${pattern.join('')}$`, 'i');
}

function nameOf(reference: string): string {
  return reference.split('/').at(-1) ?? '';
}
