import type { SatisfactionAnswer } from '@gonghai/shared/client/api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { api } from '../../lib/api'
import { useT } from '../../lib/i18n'
import { dayAfter, today } from '../../lib/time'
import { Empty, Failure } from '../../ui/empty'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'

const ways = ['engineer', 'product', 'month', 'kind'] as const
const spans = [30, 90, 365] as const

type Line = SatisfactionAnswer['rows'][number]

/** How satisfied customers are, as bars; the same numbers as a table. */
export function Satisfaction() {
  const t = useT()
  const [by, setBy] = useState<string>('engineer')
  const [span, setSpan] = useState<number>(90)
  const [table, setTable] = useState(false)
  const from = dayAfter(1 - span)
  const to = today()
  const { data, error, refetch } = useQuery({
    queryKey: ['satisfaction', by, from, to],
    queryFn: () => api.satisfaction(by, from, to),
  })
  const rows = data?.rows ?? []
  return (
    <>
      <Tabs
        tabs={ways.map(key => ({ key, text: t(`ui.service.by.${key}`) }))}
        current={by}
        onChange={setBy}
      />
      <Scroll
        className="satisfaction"
        onRefresh={() => refetch()}
        label={t('ui.service.section.satisfaction')}
      >
        <Box className="satisfaction-tools">
          {spans.map(days => (
            <Press
              key={days}
              role="radio"
              className={`object ${days === span ? 'object-on' : ''}`}
              pressed={days === span}
              onPress={() => setSpan(days)}
            >
              {t('ui.service.days', { count: days })}
            </Press>
          ))}
          <Press className="satisfaction-switch" pressed={table} onPress={() => setTable(!table)}>
            {t(table ? 'ui.service.asBars' : 'ui.service.asTable')}
          </Press>
        </Box>
        {error && !data && <Failure error={error} retry={() => void refetch()} />}
        {!error && !data && <Skeleton rows={3} />}
        {data && !rows.length && <Empty icon="star" title={t('ui.service.noRatings')} />}
        {rows.length > 0 && (table ? <Table rows={rows} by={by} /> : <Bars rows={rows} />)}
      </Scroll>
    </>
  )
}

function Bars({ rows }: { rows: Line[] }) {
  const t = useT()
  return (
    <Box className="card bars">
      {rows.map(row => (
        <Box key={row.key ?? 'none'} className="bar-row">
          <Box className="bar-head">
            <Words className="bar-name">{row.name}</Words>
            <Words className="bar-value">{row.average ? `★ ${row.average}` : '—'}</Words>
          </Box>
          <Box
            className="bar-track"
            role="img"
            label={t('ui.service.barLabel', { name: row.name, average: row.average ?? '—' })}
          >
            <Box
              className={`bar-fill ${Number(row.average ?? 0) < 3.5 ? 'bar-low' : ''}`}
              style={{ width: `${Number(row.average ?? 0) * 20}%` }}
            />
          </Box>
          <Box className="bar-note">
            {t('ui.service.answered', { answered: row.answered, asked: row.asked })}
          </Box>
        </Box>
      ))}
    </Box>
  )
}

/** A table of boxes: mini programs have no table element. */
function Table({ rows, by }: { rows: Line[]; by: string }) {
  const t = useT()
  const head = [
    t(`ui.service.by.${by}`),
    t('ui.service.average'),
    ...[5, 4, 3, 2, 1].map(star => `${star}★`),
    t('ui.service.asked'),
  ]
  return (
    <Box className="card figures-table" role="table">
      <Box className="figures-row figures-head" role="row">
        {head.map(cell => (
          <Box key={cell} className="figures-cell" role="columnheader">
            {cell}
          </Box>
        ))}
      </Box>
      {rows.map(row => (
        <Box key={row.key ?? 'none'} className="figures-row" role="row">
          <Box className="figures-cell" role="cell">
            {row.name}
          </Box>
          <Box className="figures-cell" role="cell">
            {row.average ?? '—'}
          </Box>
          {[4, 3, 2, 1, 0].map(at => (
            <Box key={at} className="figures-cell" role="cell">
              {row.stars[at] ?? 0}
            </Box>
          ))}
          <Box className="figures-cell" role="cell">
            {`${row.answered}/${row.asked}`}
          </Box>
        </Box>
      ))}
    </Box>
  )
}
