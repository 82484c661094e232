import type { RecordView, Reference, Value } from '@gonghai/shared/client/api'
import type { Fields } from '@gonghai/shared/objects/declare'
import { followUp } from '@gonghai/shared/objects/follow-up'
import { useRef, useState } from 'react'
import { Box } from '../kit/box'
import { Icon } from '../kit/icon'
import { Press } from '../kit/press'
import { TextInput } from '../kit/text-input'
import { useT } from '../lib/i18n'
import { isWritable, useObject } from '../lib/meta'
import { randomKey } from '../lib/random-key'
import { Refused } from '../lib/refused'
import { forget, readStored, store } from '../lib/storage'
import { callPhone } from '../platform/phone'
import { type Attached, Attachments } from '../ui/attachments'
import { Button } from '../ui/button'
import { useFailureText } from '../ui/empty'
import { FieldRow } from './fields/field-row'
import { toInput } from './fields/to-input'
import { type Issues, issuesOf, validate } from './fields/validate'
import { runAction } from './run-action'

interface Draft {
  content: string
  channel: string
  nextContactAt: string | null
  files: Attached[]
  /** The company's own fields. */
  own: Record<string, Value>
}

const blank: Draft = { content: '', channel: 'phone', nextContactAt: null, files: [], own: {} }
const mostFiles = 9
const { channel, nextContactAt } = followUp.fields

/** The fields that the company added to follow-ups, as far as the reader may write them (CUST-15). */
function useOwnFields(): Fields {
  const fields = Object.entries(useObject('followUp')?.fields ?? {})
  return Object.fromEntries(fields.filter(([, field]) => field.custom && isWritable(field, false)))
}

/** The pinned line to write a follow-up; it opens to channel and next contact, and keeps what was typed. */
export function Composer({ record, focus }: { record: RecordView; focus: boolean }) {
  const t = useT()
  const say = useFailureText()
  const place = `draft:followUp:${record.object}:${record.id}`
  const [draft, setDraft] = useState<Draft>(() => ({ ...blank, ...readStored<Partial<Draft>>(place) }))
  const [wide, setWide] = useState(focus || draft.content !== '')
  const [failure, setFailure] = useState('')
  const [issues, setIssues] = useState<Issues>({})
  const [names, setNames] = useState<Record<string, Reference[]>>({})
  const own = useOwnFields()
  const [busy, setBusy] = useState(false)
  const call = useRef({ words: '', key: '' })
  const phone = record.values.phone
  const may = record.allowed.includes('followUp.create')
  const dialable = typeof phone === 'string' && phone !== '' && !record.masked.includes('phone')
  const change = (next: Partial<Draft>) => {
    const changed = { ...draft, ...next }
    setDraft(changed)
    store(place, changed)
  }
  const save = async () => {
    if (busy || !draft.content.trim()) return
    const wrong = validate(own, draft.own)
    setIssues(wrong)
    if (Object.keys(wrong).length > 0) return
    const input: Record<string, Value> = {
      record: `${record.object}:${record.id}`,
      channel: draft.channel,
      content: draft.content.trim(),
      ...(draft.nextContactAt && { nextContactAt: draft.nextContactAt }),
      ...(draft.files.length > 0 && { files: draft.files.map(({ id }) => id) }),
      ...toInput(own, draft.own, false),
    }
    // The same words sent again after a lost answer are the same follow-up.
    const words = JSON.stringify(input)
    if (call.current.words !== words) call.current = { words, key: randomKey(24) }
    setBusy(true)
    setFailure('')
    try {
      await runAction('followUp.create', input, call.current.key)
      forget(place)
      setDraft(blank)
      setWide(false)
    } catch (error) {
      setIssues(error instanceof Refused ? issuesOf(error.body) : {})
      setFailure(say(error))
    } finally {
      setBusy(false)
    }
  }
  if (!may && !dialable) return null
  return (
    <Box className="composer">
      {wide && may && (
        <Box className="composer-more">
          <FieldRow
            object="followUp"
            name="channel"
            field={channel}
            values={{ channel: draft.channel }}
            onChange={value => change({ channel: String(value) })}
          />
          <FieldRow
            object="followUp"
            name="nextContactAt"
            field={nextContactAt}
            values={{ nextContactAt: draft.nextContactAt }}
            onChange={value => change({ nextContactAt: value as string | null })}
          />
          {Object.entries(own).map(([name, field]) => (
            <FieldRow
              key={name}
              object="followUp"
              name={name}
              field={field}
              values={draft.own}
              references={names}
              issue={issues[name]}
              onChange={(value, named) => {
                change({ own: { ...draft.own, [name]: value } })
                if (named) setNames({ ...names, [name]: named })
              }}
            />
          ))}
          <Attachments
            papers
            side="staff"
            max={mostFiles}
            files={draft.files}
            onChange={files => change({ files })}
          />
          {failure && (
            <Box className="form-failure" role="alert">
              {failure}
            </Box>
          )}
        </Box>
      )}
      <Box className="composer-line">
        {may && !wide && (
          <Press className="input composer-closed" onPress={() => setWide(true)}>
            {t('ui.record.write')}
          </Press>
        )}
        {may && wide && (
          <>
            <TextInput
              lines={1}
              focus
              max={2000}
              label={t('ui.record.write')}
              placeholder={t('ui.record.writeHint')}
              value={draft.content}
              onChange={content => change({ content })}
            />
            <Button look="primary" busy={busy} disabled={!draft.content.trim()} onPress={() => void save()}>
              {t('ui.save')}
            </Button>
            <Press className="icon-button" label={t('ui.close')} onPress={() => setWide(false)}>
              <Icon name="down" />
            </Press>
          </>
        )}
        {dialable && !wide && (
          <Button look="primary" icon="phone" onPress={() => callPhone(String(phone))}>
            {t('ui.record.call')}
          </Button>
        )}
      </Box>
    </Box>
  )
}
