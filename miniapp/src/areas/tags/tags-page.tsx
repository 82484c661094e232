import { type TagColor, tagColors, taggedObjects } from '@gonghai/shared/actions/tag'
import type { TagsAnswer } from '@gonghai/shared/client/relation-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { relationApi } from '../../lib/relation-api'
import { runAction, runOrSay } from '../../records/run-action'
import { objectsLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Empty, Failure, useFailureText } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Sheet } from '../../ui/sheet'
import { Skeleton } from '../../ui/skeleton'
import { TagChip } from '../../ui/tag-chips'
import { SettingHistory } from '../settings/setting-history'

type Tag = TagsAnswer['tags'][number]

/** The company's tags: made, renamed, recoloured, retired, and deleted where nothing carries them (CUST-18). */
export function TagsPage() {
  const t = useT()
  const [shown, setShown] = useState<Tag | 'new'>()
  const found = useQuery({ queryKey: ['tags', ''], queryFn: () => relationApi.tags() })
  const tags = found.data?.tags ?? []
  return (
    <Page title={t('relation.tags.title')}>
      <Scroll className="settings" onRefresh={() => found.refetch()}>
        {found.isPending && <Skeleton />}
        {found.isError && !found.data && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.data && tags.length === 0 && (
          <Empty
            title={t('relation.tags.none')}
            text={t('relation.tags.noneText')}
            step={{ text: t('relation.tags.add'), run: () => setShown('new') }}
          />
        )}
        {tags.length > 0 && (
          <>
            <Box className="settings-group">{t('relation.tags.noneText')}</Box>
            <Box className="card settings-list">
              {tags.map(tag => (
                <Press key={tag.id} className="settings-row" onPress={() => setShown(tag)}>
                  <Box className="pick-main">
                    <TagChip name={tag.name} color={tag.color} />
                    <Box className="pick-line">
                      {[...tag.objects.map(objectsLabel), tag.active ? '' : t('relation.tags.retired')]
                        .filter(Boolean)
                        .join(t('ui.dot'))}
                    </Box>
                  </Box>
                  <Icon name="forward" size={16} />
                </Press>
              ))}
            </Box>
            <Button look="tint" icon="plus" wide onPress={() => setShown('new')}>
              {t('relation.tags.add')}
            </Button>
          </>
        )}
      </Scroll>
      {shown && <TagSheet tag={shown === 'new' ? undefined : shown} onClose={() => setShown(undefined)} />}
    </Page>
  )
}

interface Draft {
  name: string
  color: string
  objects: string[]
}

const blank: Draft = { name: '', color: 'blue', objects: ['customer'] }

function TagSheet({ tag, onClose }: { tag?: Tag; onClose: () => void }) {
  const t = useT()
  const say = useFailureText()
  const [draft, setDraft] = useState<Draft>(tag ?? blank)
  const [failure, setFailure] = useState('')
  const [busy, setBusy] = useState(false)
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change })
  const save = async (active = tag?.active ?? true) => {
    const values = { name: draft.name.trim(), color: draft.color, objects: draft.objects }
    setBusy(true)
    setFailure('')
    try {
      if (tag) await runAction('tag.update', { ...values, tag: tag.id, version: tag.version, active })
      else await runAction('tag.create', values)
      onClose()
    } catch (error) {
      setFailure(say(error))
    } finally {
      setBusy(false)
    }
  }
  const foot = (
    <>
      {tag && (
        <Button onPress={() => void save(!tag.active)}>
          {t(tag.active ? 'relation.tags.retire' : 'relation.tags.back')}
        </Button>
      )}
      <Button
        look="primary"
        busy={busy}
        disabled={!draft.name.trim() || !draft.objects.length}
        onPress={() => void save()}
      >
        {t('ui.save')}
      </Button>
    </>
  )
  return (
    <Sheet title={tag?.name ?? t('relation.tags.add')} onClose={onClose} foot={foot}>
      <Box className="field">
        <Box className="field-label">{t('relation.tags.name')}</Box>
        <TextInput
          label={t('relation.tags.name')}
          max={20}
          value={draft.name}
          onChange={name => set({ name })}
        />
      </Box>
      <Box className="field">
        <Box className="field-label">{t('relation.tags.color')}</Box>
        <Box className="options">
          {tagColors.map((color: TagColor) => (
            <Press
              key={color}
              role="radio"
              className={`option ${draft.color === color ? 'option-on' : ''}`}
              pressed={draft.color === color}
              label={t(`relation.tags.colors.${color}`)}
              onPress={() => set({ color })}
            >
              <TagChip name={draft.name.trim() || t(`relation.tags.colors.${color}`)} color={color} />
            </Press>
          ))}
        </Box>
      </Box>
      <Box className="field">
        <Box className="field-label">{t('relation.tags.objects')}</Box>
        <Box className="options">
          {taggedObjects.map(object => {
            const on = draft.objects.includes(object)
            const next = on ? draft.objects.filter(one => one !== object) : [...draft.objects, object]
            return (
              <Press
                key={object}
                role="checkbox"
                className={`option ${on ? 'option-on' : ''}`}
                pressed={on}
                onPress={() => set({ objects: next })}
              >
                {objectsLabel(object)}
              </Press>
            )
          })}
        </Box>
      </Box>
      <Box className="sheet-text">{t('relation.tags.hint')}</Box>
      {failure && (
        <Box className="form-failure" role="alert">
          {failure}
        </Box>
      )}
      {tag && <Uses tag={tag} onClose={onClose} />}
      {tag && <SettingHistory subject="tag" id={tag.id} />}
    </Sheet>
  )
}

/** How many records carry it, and the way to delete it where none does. */
function Uses({ tag, onClose }: { tag: Tag; onClose: () => void }) {
  const t = useT()
  const { data } = useQuery({ queryKey: ['tag-uses', tag.id], queryFn: () => relationApi.tagUses(tag.id) })
  if (!data) return <Skeleton rows={1} />
  const count = Object.values(data).reduce((sum, one) => sum + one, 0)
  return (
    <Box className="sheet-text">
      <Words>{t('relation.tags.uses', { count })}</Words>
      {count === 0 && (
        <Button small onPress={() => void runOrSay('tag.discard', { tag: tag.id }).then(onClose)}>
          {t('relation.tags.discard')}
        </Button>
      )}
    </Box>
  )
}
