import { type LiteralNode, type ObjectNode, propertyOf, textOf, valueOf } from '../syntax/literal.ts';
import { readJson } from '../syntax/readJson.ts';
import { ArmScopes } from './armScopes.ts';
import { mentionsOnboarding } from './mentionsOnboarding.ts';
import type { OnboardingFile, Offer } from './onboardingFile.ts';
import { readOffer } from './readOffer.ts';
import { readParameters } from './readParameters.ts';

/** The first version of a registration definition that knows `eligibleAuthorizations`. */
const firstWithEligible = '2020-02-01';

/**
 * The onboarding that a JSON document describes, recognised by its content (DOMAIN 6): parameters, a template, nested
 * templates, and templates that a policy deploys. Undefined for every other document. Never throws.
 */
export function recogniseJson(text: string): OnboardingFile | undefined {
  if (!mentionsOnboarding(text)) return undefined;
  const { root, broken } = readJson(text);
  if (root?.kind !== 'object') return undefined;
  const offers = new Recogniser().offersIn(root);
  return offers.length > 0 ? { offers, broken } : undefined;
}

class Recogniser {
  readonly #scopes = new ArmScopes();
  readonly #offers: Offer[] = [];

  offersIn(root: ObjectNode): readonly Offer[] {
    const properties = valueOf(root, 'properties');
    if (propertyOf(root, 'resources')) this.#template(root);
    else if (propertyOf(properties, 'template')) this.#deployment(properties);
    else if (propertyOf(properties, 'policyRule')) this.#policy(properties);
    else if (propertyOf(root, 'policyRule')) this.#policy(root);
    else this.#offers.push(...readParameters(root));
    return this.#offers;
  }

  #template(
    template: LiteralNode,
    given: (name: string) => LiteralNode | undefined = () => undefined,
    escaped = false,
  ): void {
    this.#scopes.within(template, given, escaped, () => this.#resources(valueOf(template, 'resources')));
  }

  /** An array, or in newer templates an object, of resources. */
  #resources(resources: LiteralNode | undefined): void {
    if (resources?.kind === 'array') resources.items.forEach((resource) => this.#resource(resource));
    if (resources?.kind === 'object') resources.properties.forEach(({ value }) => this.#resource(value));
  }

  #resource(resource: LiteralNode): void {
    const properties = valueOf(resource, 'properties');
    switch (textOf(valueOf(resource, 'type'))?.toLowerCase()) {
      case 'microsoft.managedservices/registrationdefinitions':
        if (properties?.kind === 'object') this.#definition(resource, properties);
        break;
      case 'microsoft.resources/deployments':
        this.#deployment(properties);
        break;
      case 'microsoft.authorization/policydefinitions':
        this.#policy(properties);
        break;
      default:
    }
    this.#resources(valueOf(resource, 'resources'));
  }

  #definition(resource: LiteralNode, properties: ObjectNode): void {
    const { resolve } = this.#scopes;
    const version = valueOf(resource, 'apiVersion');
    const known = (version && textOf(resolve(version))) ?? '';
    const offer = readOffer(properties, resolve, known >= firstWithEligible);
    const tenant = offer.managedByTenantId?.property.value;
    const deployedTo = tenant && this.#scopes.isCustomerTenant(tenant) ? offer.managedByTenantId : undefined;
    this.#offers.push({ ...offer, customerTenantId: deployedTo });
  }

  /** The properties of a deployment: its template is evaluated with what surrounds it, or in a scope of its own. */
  #deployment(properties: LiteralNode | undefined): void {
    const template = valueOf(properties, 'template');
    if (!template) return;
    const scope = textOf(valueOf(valueOf(properties, 'expressionEvaluationOptions'), 'scope'));
    const own = scope?.toLowerCase() === 'inner' || !this.#scopes.inTemplate;
    if (own) this.#template(template, givenBy(properties));
    else this.#resources(valueOf(template, 'resources'));
  }

  /** The properties of a policy: its rule has the policy's parameters, and deploys a template of its own. */
  #policy(policy: LiteralNode | undefined): void {
    const rule = valueOf(policy, 'policyRule');
    const details = valueOf(valueOf(rule, 'then'), 'details');
    const deployment = valueOf(valueOf(details, 'deployment'), 'properties');
    const template = valueOf(deployment, 'template');
    if (!rule || !template) return;
    const parameters = valueOf(policy, 'parameters');
    const defaultOf = (name: string): LiteralNode | undefined =>
      valueOf(valueOf(parameters, name), 'defaultValue');
    this.#scopes.within(rule, defaultOf, this.#scopes.inTemplate, () =>
      this.#template(template, givenBy(deployment)),
    );
  }
}

/** The values that a deployment hands to the parameters of its template. One that is no value nobody can tell. */
function givenBy(deployment: LiteralNode | undefined): (name: string) => LiteralNode | undefined {
  const parameters = valueOf(deployment, 'parameters');
  return (name) => {
    const parameter = valueOf(parameters, name);
    return (
      parameter &&
      (valueOf(parameter, 'value') ?? {
        kind: 'expression',
        offset: parameter.offset,
        length: parameter.length,
      })
    );
  };
}
