import { evaluate, type Functions } from './evaluate.ts';
import { demandSchema, type Fields, fieldsOf, knownFields, listOf, textOf } from './fields.ts';

/** A resource that a deployment puts. */
export interface PutResource {
  readonly id: string;
  readonly apiVersion: string;
  readonly body: { readonly properties: unknown };
}

/** A resource of a template, and what it puts: itself, or the resources of a nested deployment. */
interface Resource {
  readonly id: string;
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly puts: readonly PutResource[];
}

/**
 * The resources that a template puts, in an order in which everything follows what it depends on.
 *
 * @param scope where the template is deployed, as a path
 * @throws Error for what is not known
 */
export function putsOf(resources: unknown, functions: Functions, scope: string): readonly PutResource[] {
  const all = listOf(resources, 'resources').flatMap((resource) => copiesOf(resource, functions, scope));
  const ids = new Set(all.map(({ id }) => id.toLowerCase()));
  if (ids.size < all.length) throw new Error('A resource is defined more than once in the template');
  return inOrder(all).flatMap(({ puts }) => puts);
}

function copiesOf(resource: unknown, functions: Functions, scope: string): readonly Resource[] {
  const { copy, ...once } = fieldsOf(resource, 'resource');
  if (copy === undefined) return [resourceOf(once, functions, scope)];
  const count = evaluate(knownFields(copy, 'copy', ['name', 'count']).count, functions);
  if (typeof count !== 'number') throw new Error('The count of a copy is no number');
  return Array.from({ length: count }, (_, index) =>
    resourceOf(once, { ...functions, copyindex: () => index }, scope),
  );
}

function resourceOf(resource: Fields, functions: Functions, scope: string): Resource {
  const { type, apiVersion } = resource;
  if (typeof type !== 'string' || typeof apiVersion !== 'string' || type.startsWith('['))
    throw new Error('Type and apiVersion of a resource have to be literal');
  const name = textOf(evaluate(resource.name, functions));
  const dependsOn = listOf(evaluate(resource.dependsOn ?? [], functions), 'dependsOn').map(textOf);
  const common = ['type', 'apiVersion', 'name', 'dependsOn', 'properties'];
  if (type !== 'Microsoft.Resources/deployments') {
    const { properties } = knownFields(resource, type, common);
    const id = `${scope}/providers/${type}/${name}`;
    const body = { properties: evaluate(properties, functions) };
    return { id, name, dependsOn, puts: [{ id, apiVersion, body }] };
  }
  const nested = knownFields(resource, type, [...common, 'resourceGroup']);
  const groupScope = `${scope}/resourceGroups/${textOf(evaluate(nested.resourceGroup, functions))}`;
  return {
    id: `${groupScope}/providers/${type}/${name}`,
    name,
    dependsOn,
    puts: nestedPuts(nested.properties, functions, groupScope),
  };
}

function nestedPuts(properties: unknown, functions: Functions, scope: string): readonly PutResource[] {
  const { mode, template } = knownFields(properties, 'nested deployment', ['mode', 'template']);
  if (mode !== 'Incremental') throw new Error(`Not a known mode: ${String(mode)}`);
  const document = knownFields(template, 'nested template', [
    '$schema',
    'contentVersion',
    'parameters',
    'resources',
  ]);
  demandSchema(document, /\/(2015-01-01|2019-04-01)\/deploymentTemplate\.json#$/);
  if (Object.keys(fieldsOf(document.parameters ?? {}, 'parameters')).length > 0)
    throw new Error('Parameters of a nested template are not known');
  if (JSON.stringify(document.resources).includes('"[['))
    throw new Error('Escaped texts in a nested template are not known');
  return putsOf(document.resources, functions, scope);
}

/** @throws Error when something depends on what is not in the template, or on itself */
function inOrder(resources: readonly Resource[]): readonly Resource[] {
  const ordered: Resource[] = [];
  const isThere = (among: readonly Resource[], dependency: string): boolean =>
    among.some(({ id, name }) =>
      [id, name].some((known) => known.toLowerCase() === dependency.toLowerCase()),
    );
  for (const { dependsOn } of resources)
    for (const dependency of dependsOn)
      if (!isThere(resources, dependency))
        throw new Error(`The resource '${dependency}' is not defined in the template`);
  while (ordered.length < resources.length) {
    const next = resources.find(
      (resource) =>
        !ordered.includes(resource) && resource.dependsOn.every((dependency) => isThere(ordered, dependency)),
    );
    if (next === undefined) throw new Error('Resources of the template depend on each other');
    ordered.push(next);
  }
  return ordered;
}
