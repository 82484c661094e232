import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Scroll } from '../../kit/scroll'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { RecordSheet } from '../../records/fields/record-input'
import { Button } from '../../ui/button'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { WithWords } from '../settings/setting-frame'
import { customerCalls } from './calls'
import { MergeForm } from './merge-form'
import '../../records/form.scss'
import './customer-pages.scss'
import './merge.scss'

/** Merges a customer with another: first which, then side by side what stays. */
export function MergePage({ id, other }: { id: string; other?: string }) {
  const t = useT()
  const [pair, setPair] = useState<readonly [string, string | undefined]>([id, other])
  return (
    <Page title={t('action.customer.merge.label')}>
      <Scroll className="customer-page">
        <WithWords>
          {pair[1] ? (
            <Compare
              from={id}
              winner={pair[0]}
              loser={pair[1]}
              swap={() => setPair([pair[1] ?? id, pair[0]])}
            />
          ) : (
            <Choose id={id} onChoose={found => setPair([id, found])} />
          )}
        </WithWords>
      </Scroll>
    </Page>
  )
}

/** Which customer is the same company? The list opens by itself. */
function Choose({ id, onChoose }: { id: string; onChoose: (other: string) => void }) {
  const t = useT()
  const [choosing, setChoosing] = useState(true)
  const found = useQuery({ queryKey: ['record', 'customer', id], queryFn: () => api.detail('customer', id) })
  const name = found.data?.record.title ?? ''
  return (
    <>
      <Empty
        icon="customers"
        title={`${name} · ${t('customers.merge.pick')}`}
        text={t('customers.merge.pickText')}
        step={{ text: t('ui.choose'), run: () => setChoosing(true) }}
      />
      {choosing && (
        <RecordSheet
          title={t('customers.merge.pick')}
          targets={['customer']}
          chosen={[]}
          except={id}
          onPick={(_target, row) => {
            setChoosing(false)
            onChoose(row.id)
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}

interface CompareProps {
  /** Behind this page stands the record of this one. */
  from: string
  winner: string
  loser: string
  swap: () => void
}

function Compare({ from, winner, loser, swap }: CompareProps) {
  const t = useT()
  const { back, replace } = useNavigation()
  const found = useQuery({
    queryKey: ['merge', winner, loser],
    queryFn: () => customerCalls.mergePreview(winner, loser),
    staleTime: 0,
  })
  if (found.isPending) return <Skeleton rows={6} />
  if (!found.data) return <Failure error={found.error} retry={() => void found.refetch()} />
  const preview = found.data
  return (
    <>
      <Button small icon="refresh" onPress={swap}>
        {t('customers.merge.swap')}
      </Button>
      <MergeForm
        key={`${winner}:${preview.winner.version}:${preview.loser.version}`}
        preview={preview}
        again={() => void found.refetch()}
        done={() => (winner === from ? back() : replace({ page: 'record', object: 'customer', id: winner }))}
      />
    </>
  )
}
