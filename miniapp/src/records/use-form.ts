import type { RecordView, Reference, Value } from '@gonghai/shared/client/api'
import type { Fields } from '@gonghai/shared/objects/declare'
import { useMemo, useRef, useState } from 'react'
import { api } from '../lib/api'
import type { ObjectMeta } from '../lib/meta'
import { randomKey } from '../lib/random-key'
import { isRefused, Refused } from '../lib/refused'
import { toInput } from './fields/to-input'
import { checkField, type Issues, issuesOf, validate } from './fields/validate'
import { dropDraft, type FormState, keepDraft, readDraft } from './form-draft'
import { changedFields, formFields, newState, stateOf } from './form-start'
import { runAction } from './run-action'

/** Somebody saved the record meanwhile: as it was when we began, and as it is now. */
export interface Stale {
  base: FormState
  current: RecordView
}

const only = (fields: Fields, names: string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)))

/** Everything a form does but drawing: values, drafts, checks, saving once, and edits that meet. */
export function useForm(meta: ObjectMeta, record: RecordView | undefined, prefill: string | undefined) {
  const { main, rare } = useMemo(() => formFields(meta, record), [meta, record])
  const fields: Fields = useMemo(() => ({ ...main, ...rare }), [main, rare])
  const [draft] = useState(() => readDraft(meta.name, record?.id))
  const begin = useMemo(
    () => (record ? stateOf(fields, record) : newState(fields, prefill)),
    [fields, record, prefill],
  )
  const usable = draft && (!record || draft.version === record.version) ? draft : undefined
  const [base, setBase] = useState({ state: begin, version: record?.version })
  const [state, setState] = useState<FormState>(usable ?? begin)
  const [restored, setRestored] = useState(!!usable && changedFields(fields, begin, usable).length > 0)
  const [issues, setIssues] = useState<Issues>({})
  const [failure, setFailure] = useState<unknown>()
  const [stale, setStale] = useState<Stale>()
  const [busy, setBusy] = useState(false)
  const call = useRef({ words: '', key: '' })
  const inFlight = useRef(false)

  const apply = (next: FormState) => {
    setState(next)
    keepDraft(meta.name, record?.id, { ...next, version: base.version })
  }
  const set = (name: string, value: Value, names?: Reference[]) => {
    const references = names ? { ...state.references, [name]: names } : state.references
    apply({ values: { ...state.values, [name]: value }, references })
    if (issues[name]) setIssues(without(issues, name))
  }
  const check = (name: string) => {
    const field = fields[name]
    const issue = field && checkField(field, state.values[name])
    setIssues(issue ? { ...issues, [name]: issue } : without(issues, name))
  }
  const discard = () => {
    dropDraft(meta.name, record?.id)
    setState(begin)
    setRestored(false)
  }

  /**
   * Sends what changed; resolves with the record's id, or undefined where something was wrong.
   * @param insist what was shown as perhaps a duplicate is saved all the same
   */
  const save = async (insist = false): Promise<string | undefined> => {
    if (inFlight.current) return undefined
    const found = validate(fields, state.values)
    setIssues(found)
    setFailure(undefined)
    if (Object.keys(found).length) return undefined
    const changed = record ? only(fields, changedFields(fields, base.state, state)) : fields
    const input = {
      ...(record && { id: record.id, version: base.version ?? record.version }),
      ...toInput(changed, state.values, !!record),
      ...(insist && { ignoreWarnings: true }),
    }
    // The same words again (a second press, a lost answer) are the same call.
    const words = JSON.stringify(input)
    if (call.current.words !== words) call.current = { words, key: randomKey(24) }
    inFlight.current = true
    setBusy(true)
    try {
      const answer = await runAction(`${meta.name}.${record ? 'update' : 'create'}`, input, call.current.key)
      dropDraft(meta.name, record?.id)
      return record?.id ?? String(answer.result.id ?? '')
    } catch (error) {
      if (record && isRefused(error, 'staleVersion')) {
        const now = await api.detail(meta.name, record.id).catch(() => undefined)
        if (now) setStale({ base: base.state, current: now.record })
        else setFailure(error)
      } else {
        if (error instanceof Refused) setIssues(issuesOf(error.body))
        setFailure(error)
      }
      return undefined
    } finally {
      inFlight.current = false
      setBusy(false)
    }
  }

  /** After a meeting of edits: goes on from the record as it is now, with the chosen values. */
  const settle = (current: RecordView, chosen: FormState) => {
    setBase({ state: stateOf(fields, current), version: current.version })
    setState(chosen)
    keepDraft(meta.name, record?.id, { ...chosen, version: current.version })
    setStale(undefined)
  }
  return {
    main,
    rare,
    fields,
    state,
    restored,
    issues,
    failure,
    stale,
    busy,
    set,
    check,
    discard,
    save,
    settle,
  }
}

const without = (issues: Issues, name: string): Issues =>
  Object.fromEntries(Object.entries(issues).filter(([path]) => path !== name && !path.startsWith(`${name}.`)))
