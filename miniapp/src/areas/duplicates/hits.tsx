import type { DuplicateHit, HitStep } from '@gonghai/shared/client/duplicates-api'
import { Box, Words } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { queries } from '../../lib/query'
import { asking } from '../../records/asking'
import { runOrSay } from '../../records/run-action'
import { objectLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import './duplicates.scss'

/** What was found, the likest first, each with what one may do about it. */
export function Hits({ hits, quiet }: { hits: readonly DuplicateHit[]; quiet?: boolean }) {
  return (
    <Box className="hits">
      {hits.map(hit => (
        <Hit key={hit.record} hit={hit} quiet={quiet} />
      ))}
    </Box>
  )
}

function Hit({ hit, quiet }: { hit: DuplicateHit; quiet?: boolean }) {
  const t = useT()
  const name = hit.title ?? t('duplicate.unnamed', { object: objectLabel(hit.object) })
  const holder = hit.owner ? t('duplicate.holder.owner', hit.owner) : undefined
  const facts = [...(holder ? [{ label: t('duplicate.page.owner'), value: holder }] : []), ...hit.facts]
  return (
    <Box className="card hit">
      <Box className="hit-head">
        <Words className={`hit-degree ${hit.effect === 'forbid' ? 'hit-forbid' : ''}`}>{hit.degree}%</Words>
        <Box className="hit-name">
          <Box className="row-title">{name}</Box>
          <Box className="row-facts">{[objectLabel(hit.object), hit.state].join(t('ui.dot'))}</Box>
        </Box>
        {hit.rules.length > 0 && (
          <Chip tone={hit.effect === 'forbid' ? 'danger' : 'warning'}>
            {t(`duplicate.effect.${hit.effect}`)}
          </Chip>
        )}
      </Box>
      <Box className="hit-facts">
        {facts.map(({ label, value }) => (
          <Box key={label} className="hit-fact">
            <Words className="hit-label">{label}</Words>
            <Words>{value}</Words>
          </Box>
        ))}
      </Box>
      {hit.rules.length > 0 && (
        <Box className="hit-rules">
          {t('duplicate.page.rule', { rules: hit.rules.join(t('ui.listComma')) })}
        </Box>
      )}
      {!quiet && <Steps hit={hit} name={name} />}
    </Box>
  )
}

const kindOf: Partial<Record<HitStep, DuplicateHit['asked'][number]>> = {
  cooperate: 'cooperation',
  appeal: 'appeal',
}

function Steps({ hit, name }: { hit: DuplicateHit; name: string }) {
  const t = useT()
  const { open } = useNavigation()
  const [, id = ''] = hit.record.split(':')
  const fresh = () => void queries.invalidateQueries({ queryKey: ['duplicates'] })
  const known = { record: hit.record }
  const run: Record<HitStep, () => void> = {
    open: () => open({ page: 'record', object: hit.object, id }),
    claim: () => void runOrSay('pool.claim', known).then(fresh),
    cooperate: () =>
      asking.set({
        action: 'duplicate.cooperate',
        title: name,
        known,
        asked: { reason: { kind: 'text', max: 200 } },
        done: fresh,
      }),
    appeal: () =>
      asking.set({
        action: 'duplicate.appeal',
        title: name,
        known,
        asked: { reason: { kind: 'text', max: 200, required: true } },
        done: fresh,
      }),
  }
  const offered = hit.may.filter(step => !hit.asked.some(one => one === kindOf[step]))
  return (
    <>
      {hit.asked.map(kind => (
        <Box key={kind} className="row-facts">
          {t(`duplicate.asked.${kind}`)}
        </Box>
      ))}
      {offered.length > 0 && (
        <Box className="hit-steps">
          {offered.map((step, at) => (
            <Button key={step} small look={at === 0 ? 'tint' : 'plain'} onPress={run[step]}>
              {t(`duplicate.step.${step}`)}
            </Button>
          ))}
        </Box>
      )}
    </>
  )
}
