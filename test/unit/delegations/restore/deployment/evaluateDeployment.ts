import { azureGuid } from './azureGuid.ts';
import { evaluate, type Functions } from './evaluate.ts';
import { demandSchema, type Fields, fieldsOf, knownFields, listOf, named, ofType, textOf } from './fields.ts';
import { type PutResource, putsOf } from './putsOf.ts';

/** A deployment to a subscription: a template, and the file of its parameters where there is one. */
export interface Deployment {
  readonly subscriptionId: string;
  readonly template: unknown;
  readonly parameters?: unknown;
}

/** What a deployment comes to. */
export interface DeploymentResult {
  /** In an order in which everything follows what it depends on. */
  readonly puts: readonly PutResource[];
  readonly outputs: Fields;
}

/**
 * What Azure would make of a deployment, for the features of ARM templates that Microsoft's onboarding templates use:
 * parameters with default values, variables, copies of resources, dependencies within the template, a nested deployment
 * to a resource group that is evaluated in the outer scope, outputs, and the functions `parameters`, `variables`,
 * `guid`, `concat`, `length`, `copyIndex` and `resourceId`.
 *
 * @throws Error for everything else, before anything is put
 */
export function evaluateDeployment({ subscriptionId, template, parameters }: Deployment): DeploymentResult {
  const document = knownFields(template, 'the template', [
    '$schema',
    'contentVersion',
    'parameters',
    'variables',
    'resources',
    'outputs',
  ]);
  demandSchema(document, /\/2018-05-01\/subscriptionDeploymentTemplate\.json#$/);
  const scope = `/subscriptions/${subscriptionId}`;
  const functions = functionsOf(document, parameters, scope);
  return {
    puts: putsOf(document.resources, functions, scope),
    outputs: Object.fromEntries(
      Object.entries(fieldsOf(document.outputs ?? {}, 'outputs')).map(([name, output]) => {
        const { type, value } = knownFields(output, `output ${name}`, ['type', 'value']);
        return [name, ofType(evaluate(value, functions), type, `output ${name}`)];
      }),
    ),
  };
}

function functionsOf(document: Fields, parameterFile: unknown, scope: string): Functions {
  const pure: Functions = {
    guid: (...words) => azureGuid(...words.map(textOf)),
    concat: (...texts) => texts.map((text) => (typeof text === 'number' ? text : textOf(text))).join(''),
    length: (list) => listOf(list, 'length()').length,
    resourceid: (type, name, ...more) => {
      if (more.length > 0) throw new Error('Not a known form of resourceId()');
      return `${scope}/providers/${textOf(type).replace(/\/$/, '')}/${textOf(name)}`;
    },
  };
  const values = parameterValues(document, parameterFile, pure);
  const withParameters: Functions = {
    ...pure,
    parameters: (name) => named(values, name, 'parameter'),
  };
  const variables = fieldsOf(document.variables ?? {}, 'variables');
  const functions: Functions = {
    ...withParameters,
    variables: (name) => evaluate(named(variables, name, 'variable'), functions),
  };
  return functions;
}

/** What a file of parameters says is taken literally; a default value is evaluated. */
function parameterValues(document: Fields, file: unknown, functions: Functions): Fields {
  const declared = Object.entries(fieldsOf(document.parameters ?? {}, 'parameters'));
  const given = file === undefined ? {} : givenParameters(file);
  for (const name of Object.keys(given))
    if (!declared.some(([known]) => known === name)) throw new Error(`There is no parameter ${name}`);
  return Object.fromEntries(
    declared.map(([name, declaration]) => {
      const { type, defaultValue } = knownFields(declaration, `parameter ${name}`, [
        'type',
        'defaultValue',
        'metadata',
      ]);
      const value = Object.hasOwn(given, name) ? given[name] : evaluate(defaultValue, functions);
      return [name, ofType(value, type, `parameter ${name}`)];
    }),
  );
}

function givenParameters(file: unknown): Fields {
  const document = knownFields(file, 'the parameter file', ['$schema', 'contentVersion', 'parameters']);
  demandSchema(document, /\/2018-05-01\/subscriptionDeploymentParameters\.json#$/);
  return Object.fromEntries(
    Object.entries(fieldsOf(document.parameters, 'parameters')).map(([name, parameter]) => [
      name,
      knownFields(parameter, `parameter ${name}`, ['value']).value,
    ]),
  );
}
