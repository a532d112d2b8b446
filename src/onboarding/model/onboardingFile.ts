import type { ArrayNode, LiteralNode, ObjectNode, PropertyNode, TextRange } from '../syntax/literal.ts';

/** The onboarding to Azure Lighthouse that a document describes, whatever language it is written in. */
export interface OnboardingFile {
  readonly offers: readonly Offer[];
  /** Whether the document is half typed: what seems missing may yet come, and nothing is edited. */
  readonly broken: boolean;
}

/** What one registration definition grants, or the parameters that are passed to one. */
export interface Offer {
  readonly managedByTenantId: Field | undefined;
  /** The tenant that the offer is for, where the document names it. */
  readonly customerTenantId: Field | undefined;
  readonly authorizations: AuthorizationList;
  readonly eligibleAuthorizations: AuthorizationList;
  /** The properties of a definition, where an `eligibleAuthorizations` may be added; missing where it may not. */
  readonly definition: ObjectNode | undefined;
}

/** Authorizations, permanent or eligible, as far as the document tells them. */
export interface AuthorizationList {
  readonly arrays: readonly AuthorizationArray[];
  /** Whether these are all. Where they are not, nothing may be said about what is missing. */
  readonly complete: boolean;
}

/** An array of authorizations that is written in the document. */
export interface AuthorizationArray {
  /** The name that it is written under, quotation marks included: where a finding about the list as a whole belongs. */
  readonly name: TextRange;
  readonly node: ArrayNode;
  readonly entries: readonly Authorization[];
}

/** One authorization. What cannot be told is a field whose value is an `expression`; what is absent is undefined. */
export interface Authorization {
  readonly node: ObjectNode;
  readonly principalId: Field | undefined;
  readonly principalIdDisplayName: Field | undefined;
  readonly roleDefinitionId: Field | undefined;
  readonly delegatedRoleDefinitionIds: Field | undefined;
  /** What the entries of `delegatedRoleDefinitionIds` lead to, as far as it is an array. */
  readonly delegatedRoles: readonly Entry[];
  readonly justInTimeAccessPolicy: AccessPolicy | undefined;
}

/** The `justInTimeAccessPolicy` of an eligible authorization. */
export interface AccessPolicy {
  readonly field: Field;
  readonly multiFactorAuthProvider: Field | undefined;
  readonly maximumActivationDuration: Field | undefined;
  readonly managedByTenantApprovers: Field | undefined;
  /** The entries of `managedByTenantApprovers` that are objects. */
  readonly approvers: readonly Approver[];
}

/** One who approves the activation of an eligible authorization. */
export interface Approver {
  readonly node: ObjectNode;
  readonly principalId: Field | undefined;
  readonly principalIdDisplayName: Field | undefined;
}

/** An entry of an array. */
export interface Entry {
  /** As written. */
  readonly node: LiteralNode;
  /** What it leads to, see {@link Field.value}. */
  readonly value: LiteralNode;
}

/** A property, and what its value stands for. */
export interface Field {
  /** As written. */
  readonly property: PropertyNode;
  /** The literal that the written value leads to; an `expression` where that cannot be told. Never `null`. */
  readonly value: LiteralNode;
}

/** What a written node leads to: itself where it is a literal, an `expression` where nobody can tell. */
export type Resolve = (node: LiteralNode) => LiteralNode;
