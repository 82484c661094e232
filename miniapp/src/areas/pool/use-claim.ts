import type { RecordView } from '@gonghai/shared/client/api'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { everythingChanged } from '../../lib/query'
import { randomKey } from '../../lib/random-key'
import { Refused } from '../../lib/refused'
import { runOrSay } from '../../records/run-action'
import { useFailureText } from '../../ui/empty'
import { toast } from '../../ui/toast'
import { claims, setClaim } from './claims'

/** Codes that mean: this one has left the pool. The limits leave it there. */
const gone = new Set(['alreadyClaimed', 'alreadyOwned', 'notInPool', 'notFound'])

/** Claims a record of a pool; how it ended stands at its row, and a claim can be taken back from the toast. */
export function useClaim(): (record: RecordView) => Promise<void> {
  const t = useT()
  const say = useFailureText()
  return async record => {
    const name = `${record.object}:${record.id}`
    if (claims.get()[name]?.state === 'busy') return
    setClaim(name, { state: 'busy' })
    try {
      const answer = await api.run('pool.claim', { record: name }, randomKey(24))
      // Another group had it last: its leader is asked first.
      setClaim(name, { state: answer.result.waits === true ? 'asked' : 'claimed' })
      const { undo } = answer
      const takeBack =
        undo && (() => void runOrSay(undo.action, undo.input).then(done => done && setClaim(name, undefined)))
      toast(answer.message || t('ui.pool.claimed'), { undo: takeBack })
      void everythingChanged()
    } catch (error) {
      const body = error instanceof Refused ? error.body : undefined
      const left = !!body && gone.has(body.code)
      const { name: winner, time } = body?.params ?? {}
      const short = winner && time ? t('ui.pool.takenBy', { name: winner, time }) : say(error)
      setClaim(name, { state: 'refused', text: left ? short : say(error), gone: left })
      if (left) toast(say(error), { tone: 'danger' })
    }
  }
}
