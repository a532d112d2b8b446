import type { TokenCredential } from '@azure/core-auth';
import * as vscode from 'vscode';
import { ArmError } from './arm/errors.ts';
import type { ArmConnectionOptions } from './arm/connection.ts';
import type { ResponseLogEntry } from './arm/policies/responseLogPolicy.ts';
import { stepUpOnce } from './arm/stepUpOnce.ts';
import { GraphQuota } from './arm/resourceGraph/graphQuota.ts';
import type { GraphRequest } from './arm/resourceGraph/models.ts';
import { type Cloud, type CloudProblem, publicCloud } from './auth/cloud.ts';
import type { AuthenticationMode } from './auth/authenticationMode.ts';
import type { Account, Interaction } from './auth/credentialSource.ts';
import { EditorAccounts } from './auth/editorAccounts.ts';
import { IdentityAccount } from './auth/identityAccount.ts';
import { approve, cloudSection, isApproved, readUserCloud } from './auth/userCloud.ts';
import type { ViewState } from './contextKeys.ts';
import type { Azure } from './delegations/azure.ts';
import { type Door, doorPath } from './delegations/door.ts';
import type { EstateSource } from './delegations/estate/estateSource.ts';
import type { PermissionsSource } from './delegations/permission/removalPermissions.ts';
import { authenticationMode, settingNames, settingsSection } from './settings.ts';

/**
 * The cloud of the user's settings, its accounts, and one connection for each account and tenant. Nothing of Azure is
 * loaded before the first of them is needed.
 */
export class AzureSession implements EstateSource, PermissionsSource, vscode.Disposable {
  readonly #connectionOptions: Pick<ArmConnectionOptions, 'userAgentPrefix' | 'language' | 'onResponse'>;
  readonly #log: vscode.LogOutputChannel;
  readonly #ended = new vscode.EventEmitter<undefined>();
  readonly #accountsChanged = new vscode.EventEmitter<undefined>();
  readonly #listeners: vscode.Disposable;
  readonly #connections = new Map<string, Promise<Azure>>();
  /** By account: the graph counts the queries of a user in all tenants. */
  readonly #graphQuotas = new Map<string, GraphQuota>();
  #cloud: Cloud | CloudProblem;
  #authentication: AuthenticationMode;
  #source: EditorAccounts | IdentityAccount | undefined;
  #folderReported = false;

  /** Another cloud, or another way to sign in: whatever was read belongs to another world. */
  readonly onDidEnd = this.#ended.event;
  /** Somebody signed in or out. */
  readonly onDidChangeAccounts = this.#accountsChanged.event;

  constructor(
    log: vscode.LogOutputChannel,
    connectionOptions: Pick<ArmConnectionOptions, 'userAgentPrefix' | 'language' | 'onResponse'>,
  ) {
    this.#log = log;
    this.#connectionOptions = connectionOptions;
    this.#cloud = this.#readCloud();
    this.#authentication = authenticationMode();
    this.#listeners = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((change) => {
        const settings = [settingNames.authentication, settingNames.trustedResourceManagers];
        const ours = settings.map((name) => `${settingsSection}.${name}`);
        if ([cloudSection, ...ours].some((name) => change.affectsConfiguration(name))) this.#reset();
      }),
      vscode.authentication.onDidChangeSessions(({ provider }) => {
        if (this.#authentication !== 'vscode') return;
        if (provider.id !== this.usableCloud?.authenticationProvider) return;
        this.#connections.clear();
        this.#accountsChanged.fire(undefined);
      }),
    );
  }

  /** The cloud that may be asked; nothing while the settings name none, or one that the user has to approve. */
  get usableCloud(): Cloud | undefined {
    return 'problem' in this.#cloud || !isApproved(this.#cloud) ? undefined : this.#cloud;
  }

  /** The cloud of the settings, approved or not. */
  get cloud(): Cloud | CloudProblem {
    return this.#cloud;
  }

  /** The portal of the cloud. */
  get portal(): string {
    return 'problem' in this.#cloud ? publicCloud.portal : this.#cloud.portal;
  }

  /** How tokens are obtained. */
  get authentication(): AuthenticationMode {
    return this.#authentication;
  }

  /** What the view says while there is no cloud to ask, or nobody to ask it. */
  get viewState(): ViewState | undefined {
    if (this.usableCloud) return this.#source instanceof IdentityAccount ? this.#source.absence : undefined;
    return 'problem' in this.#cloud ? 'cloudProblem' : 'unapprovedCloud';
  }

  /** Remembers that the custom cloud of the settings may be sent tokens. */
  async approveCloud(cloud: Cloud): Promise<void> {
    await approve(cloud);
  }

  async accounts(): Promise<readonly Account[]> {
    if (!this.usableCloud) return [];
    return this.#credentials.accounts();
  }

  async homeTenant(account: Account): Promise<string | undefined> {
    return this.#credentials.homeTenant(account);
  }

  /** Asks the user to choose or add an account of the editor. Rejects when the user declines. */
  signIn(): Promise<void> {
    return this.#editorAccounts.signIn();
  }

  /** Asks the user for a session in one tenant. Rejects when the user declines. */
  signInToTenant(account: Account, tenantId: string): Promise<void> {
    return this.#editorAccounts.signInToTenant(account, tenantId);
  }

  async tenants(account: Account, signal: AbortSignal) {
    return (await this.#connect(account, undefined, 'silent')).tenants(signal);
  }

  async subscriptions(door: Door, signal: AbortSignal) {
    return (await this.connect(door, 'silent')).subscriptions(door.tenantId, signal);
  }

  async assignments(
    door: Door,
    subscriptionId: string,
    managingTenantId: string | undefined,
    signal: AbortSignal,
  ) {
    return (await this.connect(door, 'silent')).assignments(subscriptionId, managingTenantId, signal);
  }

  async roleDefinitions(door: Door, subscriptionId: string, signal: AbortSignal) {
    return (await this.connect(door, 'silent')).roleDefinitions(subscriptionId, signal);
  }

  async permissions(door: Door, scope: string, signal: AbortSignal) {
    return (await this.connect(door, 'silent')).permissions(scope, signal);
  }

  async delegationsInGraph(door: Door, request: GraphRequest, signal: AbortSignal) {
    return (await this.connect(door, 'silent')).delegationsInGraph(request, signal);
  }

  async policyAssignments(door: Door, subscriptionId: string, signal: AbortSignal) {
    return (await this.connect(door, 'silent')).policyAssignments(subscriptionId, signal);
  }

  async policiesOfSet(door: Door, policySetId: string, signal: AbortSignal) {
    return (await this.connect(door, 'silent')).policiesOfSet(policySetId, signal);
  }

  /** What the activity log of a subscription, or of the door's tenant, tells of delegations. */
  async activity(door: Door, subscriptionId: string | undefined, since: Date, signal: AbortSignal) {
    return (await this.connect(door, 'silent')).activity(subscriptionId, since, signal);
  }

  /** Azure behind a door. Only with `interactive` may a claims challenge prompt the user. */
  connect(door: Door, interaction: Interaction): Promise<Azure> {
    return this.#connect({ id: door.accountId, label: door.accountLabel }, door.tenantId, interaction);
  }

  /**
   * Azure behind a door, for work of many requests: by a connection of its own, which asks the user for a stronger
   * sign-in once and not again where that is declined.
   *
   * @param onResponse hears of every request that was sent
   * @param onAsking hears that the user is being asked, and by the promise when that is over
   */
  connectForMany(
    door: Door,
    onResponse: (entry: ResponseLogEntry) => void,
    onAsking: (answered: Promise<void>) => void,
  ): Promise<Azure> {
    const account = { id: door.accountId, label: door.accountLabel };
    return this.#connectWith(
      account,
      () => stepUpOnce(this.#credentials.credential(account, door.tenantId, 'interactive'), onAsking),
      (entry) => {
        this.#connectionOptions.onResponse?.(entry);
        onResponse(entry);
      },
    );
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#ended.dispose();
    this.#accountsChanged.dispose();
  }

  get #credentials(): EditorAccounts | IdentityAccount {
    return (this.#source ??= this.#credentialSource());
  }

  #credentialSource(): EditorAccounts | IdentityAccount {
    const cloud = this.usableCloud;
    if (!cloud)
      throw new ArmError('The settings name no cloud that may be asked.', { reason: 'signInRequired' });
    const mode = this.#authentication;
    if (mode === 'vscode') return new EditorAccounts(cloud);
    return new IdentityAccount(mode, cloud, (absence, said) => {
      this.#log.warn(`No token by ${mode}: ${absence}`);
      this.#log.debug(said);
    });
  }

  get #editorAccounts(): EditorAccounts {
    const source = this.#credentials;
    if (source instanceof EditorAccounts) return source;
    throw new Error('The accounts of the editor are not those that are asked.');
  }

  #connect(account: Account, tenantId: string | undefined, interaction: Interaction): Promise<Azure> {
    const key = `${interaction} ${doorPath({ accountId: account.id, tenantId: tenantId ?? 'home' })}`;
    const known = this.#connections.get(key);
    if (known) return known;
    const connection = this.#connectWith(account, () =>
      this.#credentials.credential(account, tenantId, interaction),
    );
    this.#connections.set(key, connection);
    return connection;
  }

  async #connectWith(
    account: Account,
    credentialOf: () => TokenCredential,
    onResponse = this.#connectionOptions.onResponse,
  ): Promise<Azure> {
    const credential = credentialOf();
    const { resourceManager, tokenScope } = this.usableCloud ?? publicCloud;
    const { connectToAzure } = await import('./delegations/azure.ts');
    return connectToAzure(credential, {
      ...this.#connectionOptions,
      ...(onResponse && { onResponse }),
      graphQuota: this.#graphQuotaOf(account),
      endpoint: resourceManager,
      scope: tokenScope,
    });
  }

  #graphQuotaOf({ id }: Account): GraphQuota {
    const quota = this.#graphQuotas.get(id) ?? new GraphQuota();
    this.#graphQuotas.set(id, quota);
    return quota;
  }

  #readCloud(): Cloud | CloudProblem {
    const { cloud, folderIgnored } = readUserCloud();
    if (folderIgnored) {
      this.#log.warn('The opened folder names an Azure cloud in its settings. It was not listened to.');
      if (!this.#folderReported)
        void vscode.window.showWarningMessage(
          vscode.l10n.t(
            'The opened folder names an Azure cloud of its own ({0}). Azure Delegations ignores it: only your user settings decide where your sign-in is used.',
            `${cloudSection}.*`,
          ),
        );
    }
    this.#folderReported = folderIgnored;
    if ('problem' in cloud) this.#log.error(cloud.problem);
    return cloud;
  }

  #reset(): void {
    this.#cloud = this.#readCloud();
    this.#authentication = authenticationMode();
    this.#connections.clear();
    this.#source = undefined;
    this.#ended.fire(undefined);
  }
}
