import { useQuery } from '@tanstack/react-query'
import { Box } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { Button } from '../../ui/button'
import { Failure } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'
import { Skeleton } from '../../ui/skeleton'
import { accessCalls } from './calls'
import { subjectLabel } from './labels'
import { inputOf, type RoleDraft } from './role-draft'

interface EffectProps {
  id: string
  draft: RoleDraft
  busy: boolean
  onSave: () => void
  onClose: () => void
}

/** What a change would show to somebody who has the role, before it is saved. */
export function EffectSheet({ id, draft, busy, onSave, onClose }: EffectProps) {
  const t = useT()
  const input = inputOf(draft)
  const found = useQuery({
    queryKey: ['role-effect', id, JSON.stringify(input)],
    queryFn: () => accessCalls.preview(id, input),
  })
  const count = (value: number) => (value >= 1000 ? t('access.role.capped') : String(value))
  const foot = (
    <>
      <Button onPress={onClose}>{t('ui.cancel')}</Button>
      <Button look="primary" busy={busy} onPress={onSave}>
        {t('access.role.save')}
      </Button>
    </>
  )
  return (
    <Sheet title={t('access.role.effect')} onClose={onClose} foot={foot}>
      {found.isPending && <Skeleton rows={3} />}
      {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
      {found.data && (
        <>
          <Box className="sheet-text">
            {t('access.role.effectFor', { name: found.data.person.name, count: found.data.holders })}
          </Box>
          {found.data.objects.length === 0 && <Box>{t('access.role.effectNone')}</Box>}
          {found.data.objects.map(({ object, before, after }) => (
            <Box key={object} className="access-line">
              {t('access.role.effectLine', {
                object: subjectLabel(object),
                before: count(before),
                after: count(after),
              })}
            </Box>
          ))}
          <Box className="access-note">{t('access.role.saveHint')}</Box>
        </>
      )}
    </Sheet>
  )
}
