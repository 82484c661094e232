import type { ReviewView } from '@gonghai/shared/client/pool-api'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { askMany } from '../../records/bulk-actions'
import { actionLabel } from '../../records/words'
import { Button, IconButton } from '../../ui/button'
import '../../records/bulk.scss'

/** What decides, in the order of the buttons. */
const decisions = ['pool.agreeClaim', 'customer.review', 'pool.rejectClaim', 'customer.rejectReview'] as const

/** Can the reader decide about it, so that it can be chosen? */
export const isOpen = ({ allowed }: ReviewView): boolean => decisions.some(name => allowed.includes(name))

interface ReviewBarProps {
  /** All that can be chosen. */
  open: readonly ReviewView[]
  chosen: ReadonlySet<string>
  onChoose: (ids: ReadonlySet<string> | undefined) => void
}

/** At the foot of the reviews while one chooses: each decision with how many it is for; claims and new customers apart. */
export function ReviewBar({ open, chosen, onChoose }: ReviewBarProps) {
  const t = useT()
  const { data: meta } = useMeta()
  const navigation = useNavigation()
  if (!meta) return null
  const picked = open.filter(({ id }) => chosen.has(id))
  const decide = (action: string, reviews: readonly ReviewView[]) =>
    askMany(
      meta,
      action,
      reviews.map(({ record }) => record),
      { open: id => navigation.open({ page: 'operation', id }), done: () => onChoose(undefined) },
    )
  return (
    <Box className="bulk-bar" role="toolbar" label={t('operation.choose')}>
      <Box className="bulk-head">
        <IconButton icon="close" label={t('ui.cancel')} onPress={() => onChoose(undefined)} />
        <Words className="bulk-count">{t('operation.chosen', { number: picked.length })}</Words>
        {picked.length < open.length && (
          <Press className="bulk-all" onPress={() => onChoose(new Set(open.map(({ id }) => id)))}>
            {t('operation.allShown', { number: open.length })}
          </Press>
        )}
      </Box>
      <Box className="bulk-actions">
        {decisions.map(name => {
          const reviews = picked.filter(({ allowed }) => allowed.includes(name))
          return reviews.length === 0 ? null : (
            <Button
              key={name}
              small
              look={name.includes('reject') ? 'plain' : 'primary'}
              onPress={() => decide(name, reviews)}
            >
              {t('pools.decideMany', { label: actionLabel(name), number: reviews.length })}
            </Button>
          )
        })}
      </Box>
    </Box>
  )
}
