import type { Value } from '@gonghai/shared/client/api'
import type { PortalActionAnswer, PortalMe } from '@gonghai/shared/client/portal-api'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { locale, setLocale } from '../../lib/i18n'
import { portalApi } from '../../lib/portal-api'
import { queries } from '../../lib/query'
import { randomKey } from '../../lib/random-key'
import { Refused } from '../../lib/refused'
import { setZone } from '../../lib/time'
import { type Issues, issuesOf } from '../../records/fields/validate'
import { useFailureText } from '../../ui/empty'
import { toast } from '../../ui/toast'

/** Who the customer is; the language that the server writes to them in is the one of the pages too. */
export function usePortalMe() {
  return useQuery({
    queryKey: ['portal', 'me'],
    queryFn: async (): Promise<PortalMe> => {
      const me = await portalApi.me()
      setZone(me.timeZone)
      // Where the words can't be fetched, the page stays in the language that it has.
      if (me.locale !== locale()) await setLocale(me.locale).catch(() => undefined)
      return me
    },
  })
}

/** Everything that the customer sees is asked for anew. */
export const portalChanged = (): Promise<void> => queries.invalidateQueries({ queryKey: ['portal'] })

/** Runs a customer's action: busy, what went wrong, and one key as long as the same thing is sent again after a lost answer. */
export function usePortalAction(action: string) {
  const say = useFailureText()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState('')
  const [issues, setIssues] = useState<Issues>({})
  const call = useRef({ words: '', key: '' })
  const run = async (input: Record<string, Value>): Promise<PortalActionAnswer | undefined> => {
    if (busy) return undefined
    const words = JSON.stringify(input)
    if (call.current.words !== words) call.current = { words, key: randomKey(24) }
    setBusy(true)
    setFailure('')
    setIssues({})
    try {
      const answer = await portalApi.run(action, input, call.current.key)
      toast(answer.message)
      await portalChanged()
      return answer
    } catch (error) {
      // A refusal may depend on what has changed since, so another try is another call.
      if (error instanceof Refused) {
        call.current = { words: '', key: '' }
        setIssues(issuesOf(error.body))
        void portalChanged()
      }
      setFailure(say(error))
      return undefined
    } finally {
      setBusy(false)
    }
  }
  return { run, busy, failure, issues, clear: () => setFailure('') }
}
