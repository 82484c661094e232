import type { RecordView, Value } from '@gonghai/shared/client/api'
import type { Fields } from '@gonghai/shared/objects/declare'
import { Fragment, useEffect, useState } from 'react'
import { CollisionStrip, SaveAnyway, useCollisions } from '../areas/duplicates/strip'
import { Box, Words } from '../kit/box'
import { Icon } from '../kit/icon'
import { Press } from '../kit/press'
import { Scroll } from '../kit/scroll'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { useNavigation } from '../lib/navigate'
import { isRefused } from '../lib/refused'
import { Button } from '../ui/button'
import { useFailureText } from '../ui/empty'
import { FieldRow } from './fields/field-row'
import type { Issues } from './fields/validate'
import { headingOf } from './form-start'
import { showField } from './show-field'
import { StaleSheet } from './stale-sheet'
import { useForm } from './use-form'
import './form.scss'

interface FormViewProps {
  meta: ObjectMeta
  record?: RecordView
  prefill?: string
}

/** One column: required first, the rest, and "more" folded. */
export function FormView({ meta, record, prefill }: FormViewProps) {
  const t = useT()
  const say = useFailureText()
  const { replace, back } = useNavigation()
  const form = useForm(meta, record, prefill)
  const collisions = useCollisions(meta, form.state.values, record?.id)
  const [unfolded, setUnfolded] = useState(false)
  const wrong = Object.keys(form.issues)[0]?.split('.')[0]
  const hiddenWrong = Object.keys(form.issues).some(path => (path.split('.')[0] ?? '') in form.rare)
  const [shownIssues, setShownIssues] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: only after a try to save, not while one types
  useEffect(() => {
    if (wrong) showField(`field-${meta.name}-${wrong}-row`)
  }, [shownIssues])

  const save = async (insist = false) => {
    const id = await form.save(insist)
    setShownIssues(shownIssues + 1)
    if (!id) return
    if (record) back()
    else replace({ page: 'record', object: meta.name, id })
  }
  const rows = (fields: Fields) =>
    Object.entries(fields)
      .filter(([name]) => !summed(form.fields, form.state.values, name))
      .map(([name, field], at, all) => (
        <Fragment key={name}>
          {headingOf(field) && headingOf(field) !== headingOf(all[at - 1]?.[1]) && (
            <Box className="form-section">{headingOf(field)}</Box>
          )}
          <FieldRow
            object={meta.name}
            name={name}
            field={field}
            values={form.state.values}
            references={form.state.references}
            issue={form.issues[name]}
            inner={innerOf(form.issues, name)}
            onChange={(value, names) => form.set(name, value, names)}
            onBlur={() => form.check(name)}
          />
          <CollisionStrip answer={collisions} field={name} />
        </Fragment>
      ))
  const expanded = unfolded || hiddenWrong
  return (
    <>
      <Scroll className="form-scroll">
        {form.restored && (
          <Box className="form-restored" role="status">
            <Words>{t('ui.form.restored')}</Words>
            <Button look="text" small onPress={form.discard}>
              {t('ui.form.discard')}
            </Button>
          </Box>
        )}
        <Box className="card form">
          {rows(form.main)}
          {Object.keys(form.rare).length > 0 && (
            <Press className="form-more" onPress={() => setUnfolded(!expanded)}>
              {t(expanded ? 'ui.form.less' : 'ui.form.more')}
              <Icon name={expanded ? 'close' : 'down'} size={16} />
            </Press>
          )}
          {expanded && rows(form.rare)}
        </Box>
      </Scroll>
      <Box className="form-foot">
        {form.failure !== undefined && (
          <Box className="form-failure" role="alert">
            {say(form.failure)}
          </Box>
        )}
        {isRefused(form.failure, 'possibleDuplicate') && (
          <SaveAnyway busy={form.busy} onPress={() => void save(true)} />
        )}
        <Button look="primary" wide busy={form.busy} onPress={() => void save()}>
          {t('ui.save')}
        </Button>
      </Box>
      {form.stale && (
        <StaleSheet
          meta={meta}
          fields={form.fields}
          mine={form.state}
          stale={form.stale}
          onSettle={form.settle}
        />
      )}
    </>
  )
}

/** The amount of a record with lines is their sum, which stands below them. */
function summed(fields: Fields, values: Record<string, Value>, name: string): boolean {
  const lines = Object.entries(fields).find(([, field]) => field.kind === 'lines')
  return name === 'amount' && !!lines && ((values[lines[0]] as unknown[] | null)?.length ?? 0) > 0
}

const innerOf = (issues: Issues, name: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(issues)
      .filter(([path]) => path.startsWith(`${name}.`))
      .map(([path, words]) => [path.slice(name.length + 1), words]),
  )
