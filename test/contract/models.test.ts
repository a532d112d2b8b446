import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { interfacesOf, type Outline } from './interfacesOf.ts';
import { definitions, resolved, type Schema } from './specification.ts';

const interfaces = interfacesOf(join(import.meta.dirname, '../../src/arm/managedservices/models.ts'));
const names = Object.keys(interfaces);

/** What the specification names and the models do not: pages and errors are read where they arrive. */
const notModelled = [
  'ErrorDefinition',
  'ErrorResponse',
  'RegistrationAssignmentList',
  'RegistrationDefinitionList',
];

describe('the models', () => {
  it('are those of the specification', () => {
    const specified = Object.keys(definitions).filter((name) => !notModelled.includes(name));
    expect(names.toSorted()).toEqual(specified.map(modelName).toSorted());
  });

  it.each(names)('name the properties of %s, no fewer and no more, down to the last text', (name) => {
    const modelled = Object.entries(interfaces[name] ?? {}).map(([key, { outline }]) => [key, outline]);
    expect(Object.fromEntries(modelled)).toEqual(outlineOf(schemaOf(name)));
  });

  it.each(names)('promise of %s only what the specification requires', (name) => {
    const promised = Object.entries(interfaces[name] ?? {}).flatMap(([key, { optional }]) =>
      optional ? [] : [key],
    );
    expect(schemaOf(name).required ?? []).toEqual(expect.arrayContaining(promised));
  });
});

/** What a schema says that a value is, in the words of the models. */
function outlineOf(schema: Schema): Outline {
  const { type, properties, items } = resolved(schema);
  if (items !== undefined) return [outlineOf(items)];
  if (properties === undefined) return String(type);
  return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, outlineOf(inner)]));
}

function schemaOf(model: string): Schema {
  const name = Object.keys(definitions).find((key) => modelName(key) === model);
  return resolved({ $ref: `#/definitions/${String(name)}` });
}

/** The specification calls one of its schemas `systemData`. */
function modelName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
