import { useQuery } from '@tanstack/react-query'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { useLater } from '../../lib/later'
import type { ObjectMeta } from '../../lib/meta'
import { type ListState, queryOf } from '../../records/list-state'
import { countText } from '../../records/use-rows'
import { customerCalls } from './calls'
import './stage-chips.scss'

interface StageChipsProps {
  meta: ObjectMeta
  state: ListState
  set: (change: Partial<ListState>) => void
}

/** The stages of a list of customers, each with how many stand there; one press narrows the list to it, another lifts that. */
export function StageChips({ meta, state, set }: StageChipsProps) {
  const t = useT()
  const { stage: chosen, ...choices } = state.choices
  const words = useLater(state.words, 300)
  const { tab, filter, search } = queryOf(meta, { ...state, words, choices })
  const query = { tab, filter, search }
  const found = useQuery({
    queryKey: ['list', 'customer', 'stages', query],
    queryFn: () => customerCalls.stages(query),
    placeholderData: before => before,
  })
  const current = chosen?.kind === 'options' && chosen.options.length === 1 ? chosen.options[0] : undefined
  const choose = (stage: string) =>
    set({
      choices: stage === current ? choices : { ...choices, stage: { kind: 'options', options: [stage] } },
    })
  const stages = found.data?.stages ?? []
  if (found.isError || stages.length === 0) return null
  return (
    <Box className="stages" role="tablist">
      {stages.map(({ stage, count }) => (
        <Press
          key={stage}
          role="tab"
          className={`stage ${current === stage ? 'stage-on' : ''}`}
          current={current === stage}
          onPress={() => choose(stage)}
        >
          {t(`option.customer.stage.${stage}`)}
          <Words className="stage-count">{countText(count)}</Words>
        </Press>
      ))}
    </Box>
  )
}
