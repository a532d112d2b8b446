import type { Client, RequestParameters } from '@azure-rest/core-client';
import { getPagedAsyncIterator, type PagedAsyncIterableIterator, type PagedResult } from '@azure/core-paging';
import { isJsonObject, linkOf, malformed, objectOf, type JsonObject } from './responses.ts';

/**
 * A list of Azure Resource Manager, read page by page as it is iterated. An empty page with a `nextLink` is not
 * the end; a `nextLink` that was followed before is an error, never a loop.
 *
 * @param path of the first page; `parameters.queryParameters` go there only, as a `nextLink` brings its own
 * @param isElement what every element of `value` must be
 * @throws RestError while iterating: for an unexpected status, and with the code `MALFORMED_RESPONSE` for a body
 * that is no page
 */
export function listPaged<T>(
  client: Client,
  path: string,
  parameters: RequestParameters,
  isElement: (value: JsonObject) => boolean = () => true,
): PagedAsyncIterableIterator<T> {
  const { queryParameters, ...nextParameters } = parameters;

  const pagesFrom = (firstPageLink: string): PagedResult<T[]> => {
    const followed = new Set<string>();
    return {
      firstPageLink,
      getPage: async (link) => {
        const response = await client
          .pathUnchecked(link)
          .get(
            link === path
              ? { ...nextParameters, ...(queryParameters && { queryParameters }) }
              : nextParameters,
          );
        const { value, nextLink } = objectOf(response);
        if (!Array.isArray(value)) throw malformed(response, 'it has no list');
        if (!value.every((element) => isJsonObject(element) && isElement(element))) {
          throw malformed(response, 'an element of its list is not what it should be');
        }
        const page = value as T[];
        followed.add(response.request.url);
        if (nextLink === undefined || nextLink === null || nextLink === '') return { page };

        const nextPageLink = linkOf(response, nextLink, 'nextLink');
        if (followed.has(nextPageLink)) {
          throw malformed(response, 'its nextLink leads back to an earlier page');
        }
        followed.add(nextPageLink);
        return { page, nextPageLink };
      },
    };
  };

  return getPagedAsyncIterator<T>({
    ...pagesFrom(path),
    byPage: (settings) => getPagedAsyncIterator<T>(pagesFrom(settings?.continuationToken ?? path)).byPage(),
  });
}
