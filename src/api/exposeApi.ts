import type { AzureDelegations } from '../../api/azureDelegations.d.ts';
import type { Api, ApiContext } from './openApi.ts';

/** What other extensions get; what is behind it is loaded with the first call. */
export function exposeApi(context: ApiContext): AzureDelegations {
  let api: Promise<Api> | undefined;
  return Object.freeze<AzureDelegations>({
    getApi: async (version, extensionId) => {
      api ??= import('./openApi.ts').then((bundle) => new bundle.Api(context));
      return (await api).open(version, extensionId);
    },
  });
}
