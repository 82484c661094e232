import type { ListQuery } from '@gonghai/shared/client/api'
import type { ListSetupAnswer } from '@gonghai/shared/client/tables-api'
import { lazy, Suspense, useState } from 'react'
import type { ObjectMeta } from '../lib/meta'
import { FilterChips } from './filter-chips'
import { FilterSheet } from './filter-sheet'
import { stateOfView, stateWithoutView } from './list-setup'
import type { ListState } from './list-state'
import { ListTools, type Tool } from './list-tools'
import { countRules, noRules } from './rules/rules'
import { SortSheet } from './sort-sheet'
import { ViewsBar } from './views-bar'

// What few open and all would have to load.
const RulesSheet = lazy(async () => ({ default: (await import('./rules/rules-sheet')).RulesSheet }))
const SaveViewSheet = lazy(async () => ({ default: (await import('./views-sheet')).SaveViewSheet }))
const ViewsSheet = lazy(async () => ({ default: (await import('./views-sheet')).ViewsSheet }))
const TableSheet = lazy(async () => ({
  default: (await import('../areas/exchange/table-sheet')).TableSheet,
}))

interface NarrowingProps {
  meta: ObjectMeta
  state: ListState
  onState: (state: ListState) => void
  /** Tools that this list has beside the search box in any width. */
  also?: readonly Tool[]
  /** Of a list that is taken out as a table, too: all that it finds, and the columns that it shows. */
  whole?: { query: ListQuery; count: number; columns: readonly string[] }
  /** The reader's views, where the list has some. */
  setup?: ListSetupAnswer | undefined
}

/** Words, filters, order and views over a list that has a frame of its own: a pool's, requests by how far they are. */
export function Narrowing({ meta, state, onState, also, whole, setup }: NarrowingProps) {
  const [sheet, setSheet] = useState<'filter' | 'sort' | 'table' | 'rules' | 'save' | 'views'>()
  const set = (change: Partial<ListState>) => onState({ ...state, ...change })
  const close = () => setSheet(undefined)
  const view = setup?.views.find(one => one.id === state.view)
  const narrowed = Object.keys(state.choices).length > 0 || state.rules.parts.length > 0
  return (
    <>
      <ListTools
        meta={meta}
        words={state.words}
        onWords={words => set({ words })}
        onSheet={setSheet}
        roomy={false}
        whole={whole !== undefined}
        also={also}
      />
      <ViewsBar
        setup={setup}
        current={state.view}
        onChoose={chosen =>
          onState(chosen ? stateOfView(chosen, state, meta) : stateWithoutView(state, meta))
        }
        onManage={() => setSheet('views')}
      />
      <FilterChips
        meta={meta}
        choices={state.choices}
        onChange={choices => set({ choices })}
        rules={view ? noRules : state.rules}
        onRules={rules => set({ rules })}
        onSave={setup && narrowed && !view ? () => setSheet('save') : undefined}
      />
      {sheet === 'filter' && (
        <FilterSheet
          meta={meta}
          choices={state.choices}
          onApply={choices => set({ choices })}
          onClose={close}
          ruled={countRules(state.rules)}
          onRules={() => setSheet('rules')}
        />
      )}
      {sheet === 'sort' && (
        <SortSheet meta={meta} sort={state.sort} onSort={sort => set({ sort })} onClose={close} />
      )}
      <Suspense fallback={null}>
        {sheet === 'rules' && (
          <RulesSheet meta={meta} rules={state.rules} onApply={rules => set({ rules })} onClose={close} />
        )}
        {sheet === 'save' && (
          <SaveViewSheet
            meta={meta}
            state={state}
            setup={setup}
            columns={undefined}
            onSaved={id => set({ view: id })}
            onClose={close}
          />
        )}
        {sheet === 'views' && setup && (
          <ViewsSheet
            meta={meta}
            setup={setup}
            state={state}
            columns={undefined}
            onGone={id => state.view === id && onState(stateWithoutView(state, meta))}
            onClose={close}
          />
        )}
        {sheet === 'table' && whole && <TableSheet meta={meta} {...whole} onClose={close} />}
      </Suspense>
    </>
  )
}
