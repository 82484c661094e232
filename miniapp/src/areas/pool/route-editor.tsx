import type { RouteLine, RoutesAnswer } from '@gonghai/shared/client/pool-api'
import { Box, Words } from '../../kit/box'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { useObject } from '../../lib/meta'
import { ChoiceButton } from '../../records/fields/choice-button'
import { fieldLabel, optionLabel } from '../../records/words'
import { Button, IconButton } from '../../ui/button'

/** What a line may look at, by object. */
const fields: Record<RoutesAnswer['object'], readonly RouteLine['field'][]> = {
  customer: ['region', 'industry', 'source', 'interest'],
  lead: ['source', 'interest'],
}

interface RouteEditorProps {
  answer: RoutesAnswer
  routes: readonly RouteLine[]
  /** Sentences by path: `routes.0.value`. */
  wrong: Readonly<Record<string, string>>
  onChange: (routes: RouteLine[]) => void
}

/** The lines, each with what it looks at, which value, and where to; they are tried from top to bottom. */
export function RouteEditor({ answer, routes, wrong, onChange }: RouteEditorProps) {
  const t = useT()
  const replace = (at: number, line?: RouteLine) =>
    onChange(routes.flatMap((route, index) => (index !== at ? [route] : line ? [line] : [])))
  const swap = (at: number) => {
    const next = [...routes]
    const [line] = next.splice(at, 1)
    if (line) next.splice(at - 1, 0, line)
    onChange(next)
  }
  const [pool] = answer.pools
  const [field = 'source'] = fields[answer.object]
  return (
    <>
      {routes.map((line, at) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name, and their place is what one changes
          key={at}
          answer={answer}
          line={line}
          place={at + 1}
          issue={wrong[`routes.${at}.value`] ?? wrong[`routes.${at}.field`] ?? wrong[`routes.${at}.pool`]}
          onChange={next => replace(at, next)}
          onRemove={() => replace(at)}
          onUp={at > 0 ? () => swap(at) : undefined}
        />
      ))}
      {pool && (
        <Button small icon="plus" onPress={() => onChange([...routes, { field, value: '', pool }])}>
          {t('pools.addRoute')}
        </Button>
      )}
    </>
  )
}

interface LineProps {
  answer: RoutesAnswer
  line: RouteLine
  place: number
  issue?: string
  onChange: (line: RouteLine) => void
  onRemove: () => void
  onUp?: () => void
}

function Line({ answer, line, place, issue, onChange, onRemove, onUp }: LineProps) {
  const t = useT()
  const meta = useObject(answer.object)
  const options = meta?.fields[line.field]?.options
  const named = fields[answer.object].map(id => ({ id, name: fieldLabel(answer.object, id) }))
  return (
    <Box className="card route-line">
      <Words className="route-place">{place}</Words>
      <ChoiceButton
        label={t('pools.routeField')}
        rows={named}
        chosen={line.field}
        onChoose={field => onChange({ ...line, field: field as RouteLine['field'], value: '' })}
      />
      <Words className="route-word">{t(options ? 'pools.routeValue' : 'pools.routeContains')}</Words>
      {options ? (
        <ChoiceButton
          label={fieldLabel(answer.object, line.field)}
          rows={options.map(id => ({ id, name: optionLabel(answer.object, line.field, id) }))}
          chosen={line.value}
          onChoose={value => onChange({ ...line, value })}
        />
      ) : (
        <TextInput
          label={fieldLabel(answer.object, line.field)}
          value={line.value}
          max={50}
          onChange={value => onChange({ ...line, value })}
        />
      )}
      <Words className="route-word">{t('pools.routePool')}</Words>
      <ChoiceButton
        label={t('pools.routePool')}
        rows={answer.pools}
        chosen={line.pool.id}
        onChoose={id => {
          const pool = answer.pools.find(one => one.id === id)
          if (pool) onChange({ ...line, pool })
        }}
      />
      <Box className="route-end">
        {onUp && <IconButton icon="up" label={t('pools.moveUp')} onPress={onUp} />}
        <IconButton icon="trash" label={t('pools.removeRoute')} onPress={onRemove} />
      </Box>
      {issue && (
        <Box className="row-refused" role="alert">
          {issue}
        </Box>
      )}
    </Box>
  )
}
