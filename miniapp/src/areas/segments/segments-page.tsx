import type { SegmentView } from '@gonghai/shared/client/relation-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Icon } from '../../kit/icon'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { useT } from '../../lib/i18n'
import { useMeta } from '../../lib/meta'
import { useNavigation } from '../../lib/navigate'
import { relationApi } from '../../lib/relation-api'
import { groupOf, groupText } from '../../records/rules/rules'
import { objectsLabel } from '../../records/words'
import { Button } from '../../ui/button'
import { Empty, Failure } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { WithWords } from '../settings/setting-frame'
import { SegmentForm } from './segment-form'
import { SegmentRecords } from './segment-records'

/** The same in the right column of a wide window. */
export function SegmentsPane(props: { id?: string }) {
  return (
    <WithWords>
      <SegmentsPage {...props} />
    </WithWords>
  )
}

/** Saved groups of customers and contacts: one's own and those that colleagues share (CUST-13). */
export function SegmentsPage({ id }: { id?: string }) {
  const t = useT()
  const { open } = useNavigation()
  const [shown, setShown] = useState<SegmentView | 'new'>()
  const found = useQuery({ queryKey: ['segments'], queryFn: () => relationApi.segments() })
  const segments = found.data?.segments ?? []
  const { data: meta } = useMeta()
  const conditionsOf = ({ object, filter, names }: SegmentView) => {
    const declared = meta?.objects.find(one => one.name === object)
    if (!declared || !filter) return ''
    return groupText(declared, groupOf(filter, names, declared)) || t('relation.segment.everybody')
  }
  const opened = id ? segments.find(one => one.id === id) : undefined
  if (opened) return <SegmentRecords segment={opened} onChange={() => setShown(opened)} form={form()} />
  function form() {
    if (!shown) return null
    return <SegmentForm segment={shown === 'new' ? undefined : shown} onClose={() => setShown(undefined)} />
  }
  return (
    <Page title={t('relation.segment.title')}>
      <Scroll className="settings" onRefresh={() => found.refetch()}>
        {found.isPending && <Skeleton />}
        {found.isError && !found.data && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.data && segments.length === 0 && (
          <Empty
            title={t('relation.segment.none')}
            text={t('relation.segment.noneText')}
            step={{ text: t('relation.segment.add'), run: () => setShown('new') }}
          />
        )}
        {segments.length > 0 && (
          <>
            <Box className="card settings-list">
              {segments.map(segment => (
                <Press
                  key={segment.id}
                  className="settings-row"
                  onPress={() => open({ page: 'segments', id: segment.id })}
                >
                  <Box className="pick-main">
                    <Box>{segment.name}</Box>
                    <Box className="pick-line">
                      {[
                        objectsLabel(segment.object),
                        segment.mine
                          ? t('relation.segment.mine')
                          : t('relation.segment.by', { name: segment.owner.name }),
                        segment.description,
                        conditionsOf(segment),
                        segment.mended && t('relation.segment.mended'),
                      ]
                        .filter(Boolean)
                        .join(t('ui.dot'))}
                    </Box>
                  </Box>
                  <Words>
                    <Icon name="forward" size={16} />
                  </Words>
                </Press>
              ))}
            </Box>
            <Button look="tint" icon="plus" wide onPress={() => setShown('new')}>
              {t('relation.segment.add')}
            </Button>
          </>
        )}
      </Scroll>
      {form()}
    </Page>
  )
}
