import type { ListSetupAnswer, SavedView } from '@gonghai/shared/client/tables-api'
import { useQuery } from '@tanstack/react-query'
import { api } from '../lib/api'
import type { ObjectMeta } from '../lib/meta'
import { queries } from '../lib/query'
import { randomKey } from '../lib/random-key'
import { tablesApi } from '../lib/tables-api'
import type { ListState } from './list-state'
import { groupOf, noRules } from './rules/rules'

const keyOf = (object: string) => ['setup', object]

/** The reader's views of a list, and how the reader likes it; nothing while it loads, and of attached objects. */
export function useListSetup(meta: ObjectMeta, wanted: boolean): ListSetupAnswer | undefined {
  const { data } = useQuery({
    queryKey: keyOf(meta.name),
    enabled: wanted && !meta.parent,
    staleTime: 60_000,
    queryFn: () => tablesApi.setup(meta.name),
  })
  return data
}

/** What a list shows by a saved view. */
export function stateOfView(view: SavedView, state: ListState, meta: ObjectMeta): ListState {
  const { columns: _columns, fresh: _fresh, ...rest } = state
  return {
    ...rest,
    choices: {},
    rules: groupOf(view.filter, view.names, meta),
    sort: view.sort ?? meta.order,
    tab: view.tab ?? state.tab,
    view: view.id,
  }
}

/** What a list shows without a view. */
export function stateWithoutView(state: ListState, meta: ObjectMeta): ListState {
  const { columns: _columns, view: _view, fresh: _fresh, ...rest } = state
  return { ...rest, choices: {}, rules: noRules, sort: meta.order }
}

/** Remembers columns and first view of a list, on all devices; quietly, as nothing on the records changes. */
export async function prefer(
  object: string,
  setup: ListSetupAnswer | undefined,
  change: { columns?: string[] | null; view?: string | null },
): Promise<void> {
  const next = { columns: setup?.columns ?? null, view: setup?.view ?? null, ...change }
  queries.setQueryData<ListSetupAnswer>(keyOf(object), old => old && { ...old, ...next })
  const input = {
    object,
    ...(next.columns ? { columns: next.columns.map(field => ({ field })) } : {}),
    ...(next.view ? { view: next.view } : {}),
  }
  await api.run('savedView.prefer', input, randomKey(24))
}

/** After views were changed. */
export const setupChanged = (object: string): Promise<void> =>
  queries.invalidateQueries({ queryKey: keyOf(object) })
