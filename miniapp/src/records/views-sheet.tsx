import type { Value } from '@gonghai/shared/client/api'
import type { ListSetupAnswer, SavedView } from '@gonghai/shared/client/tables-api'
import { useState } from 'react'
import { Box } from '../kit/box'
import { TextInput } from '../kit/text-input'
import { useT } from '../lib/i18n'
import type { ObjectMeta } from '../lib/meta'
import { Button, IconButton } from '../ui/button'
import { useFailureText } from '../ui/empty'
import { Sheet } from '../ui/sheet'
import { SwitchInput } from './fields/switch-input'
import { prefer, setupChanged } from './list-setup'
import { type ListState, queryOf } from './list-state'
import { filterOf, groupOf, groupText } from './rules/rules'
import { runAction } from './run-action'

interface SaveViewProps {
  meta: ObjectMeta
  state: ListState
  setup: ListSetupAnswer | undefined
  columns: string[] | undefined
  onSaved: (id: string) => void
  onClose: () => void
}

/** What a view keeps of a list: its conditions, order, tab and columns. */
function inputOf(meta: ObjectMeta, state: ListState, columns: string[] | undefined) {
  const { filter, sort, tab } = queryOf(meta, state)
  return {
    ...(filter ? { filter: JSON.stringify(filter) } : {}),
    ...(sort ? { sort } : {}),
    ...(typeof tab === 'string' ? { tab } : {}),
    ...(columns?.length ? { columns: columns.map(field => ({ field })) } : {}),
  }
}

/** Keeps the list as it is now under a name. */
export function SaveViewSheet({ meta, state, setup, columns, onSaved, onClose }: SaveViewProps) {
  const t = useT()
  const say = useFailureText()
  const [name, setName] = useState('')
  const [shared, setShared] = useState(false)
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const filter = queryOf(meta, state).filter
  const save = async () => {
    if (!name.trim() || busy) return
    setBusy(true)
    try {
      const input = { object: meta.name, name: name.trim(), shared, ...inputOf(meta, state, columns) }
      const { result } = await runAction('savedView.create', input)
      await setupChanged(meta.name)
      onSaved(String(result.id))
      onClose()
    } catch (error) {
      setFailure(say(error))
      setBusy(false)
    }
  }
  const foot = (
    <>
      <Button onPress={onClose}>{t('ui.cancel')}</Button>
      <Button look="primary" busy={busy} disabled={!name.trim()} onPress={() => void save()}>
        {t('ui.save')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('lists.saveView')} onClose={onClose} foot={foot}>
      <Box className="view-note">
        {filter ? groupText(meta, groupOf(filter, namesIn(state), meta)) : t('lists.noFilter')}
      </Box>
      <Box className="field">
        <Box className="field-label">{t('lists.viewName')}</Box>
        <TextInput
          value={name}
          onChange={setName}
          label={t('lists.viewName')}
          placeholder={t('lists.viewNameHint')}
          max={20}
          focus
        />
      </Box>
      {setup?.mayShare && (
        <Box className="field">
          <Box className="field-label">{t('lists.share')}</Box>
          <SwitchInput
            id="view-shared"
            object="savedView"
            name="shared"
            field={{ kind: 'boolean' }}
            label={t('lists.share')}
            value={shared}
            onChange={value => setShared(value === true)}
          />
          <Box className="view-note">{t('lists.shareHint')}</Box>
        </Box>
      )}
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
    </Sheet>
  )
}

/** Names of what the list is narrowed by, as far as they are known. */
function namesIn(state: ListState): Record<string, string> {
  const names: Record<string, string> = {}
  for (const choice of Object.values(state.choices))
    if (choice.kind === 'reference') names[choice.id] = choice.name
    else if (choice.kind === 'tags') for (const tag of choice.tags) names[tag.id] = tag.name
  const visit = (group: ListState['rules']): void => {
    for (const part of group.parts) {
      if ('join' in part) visit(part)
      else for (const one of part.names ?? []) names[one.id] = one.name
    }
  }
  visit(state.rules)
  return names
}

interface ViewsSheetProps {
  meta: ObjectMeta
  setup: ListSetupAnswer
  state: ListState
  columns: string[] | undefined
  onGone: (id: string) => void
  onClose: () => void
}

/** The reader's views: which one the list opens with, bringing one up to date, taking one away. */
export function ViewsSheet({ meta, setup, state, columns, onGone, onClose }: ViewsSheetProps) {
  const t = useT()
  const say = useFailureText()
  const [failure, setFailure] = useState('')
  const [leaving, setLeaving] = useState<string>()
  const work = async (action: string, input: Record<string, Value>, after?: () => void) => {
    setFailure('')
    try {
      await runAction(action, input)
      await setupChanged(meta.name)
      after?.()
    } catch (error) {
      setFailure(say(error))
    }
  }
  const remove = (view: SavedView) => {
    if (leaving !== view.id) return setLeaving(view.id)
    void work('savedView.remove', { view: view.id }, () => onGone(view.id))
  }
  const renew = (view: SavedView) => {
    void work('savedView.update', { view: view.id, filter: '', sort: '', ...inputOf(meta, state, columns) })
  }
  return (
    <Sheet title={t('lists.views')} onClose={onClose}>
      {setup.views.map(view => (
        <Box key={view.id} className="view-row">
          <Box className="pick-row">
            <Box className="pick-main">
              <Box>{view.name}</Box>
              <Box className="pick-line">{describe(meta, view, t)}</Box>
            </Box>
          </Box>
          <Button
            small
            look={setup.view === view.id ? 'tint' : 'text'}
            onPress={() => void prefer(meta.name, setup, { view: setup.view === view.id ? null : view.id })}
          >
            {t(setup.view === view.id ? 'lists.isFirst' : 'lists.makeFirst')}
          </Button>
          {view.editable && state.view === view.id && (
            <Button small look="text" onPress={() => renew(view)}>
              {t('lists.renew')}
            </Button>
          )}
          {view.editable &&
            (leaving === view.id ? (
              <Button small look="danger" onPress={() => remove(view)}>
                {t('lists.reallyRemove')}
              </Button>
            ) : (
              <IconButton
                icon="trash"
                label={t('lists.removeView', { name: view.name })}
                onPress={() => remove(view)}
              />
            ))}
        </Box>
      ))}
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
    </Sheet>
  )
}

function describe(meta: ObjectMeta, view: SavedView, t: ReturnType<typeof useT>): string {
  const group = groupOf(view.filter, view.names, meta)
  const parts = [
    view.shared && (view.owner ? t('lists.sharedBy', { name: view.owner.name }) : t('lists.sharedByMe')),
    filterOf(meta, group) ? groupText(meta, group) : t('lists.noFilter'),
    view.mended && t('lists.mended'),
  ]
  return parts.filter(Boolean).join(t('ui.dot'))
}
