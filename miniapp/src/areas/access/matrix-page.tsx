import type { MatrixAnswer } from '@gonghai/shared/client/access-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { Press } from '../../kit/press'
import { Scroll } from '../../kit/scroll'
import { useCell } from '../../lib/cell'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { openFile } from '../../platform/open-file'
import { wide } from '../../platform/screen'
import { Button } from '../../ui/button'
import { Failure, useFailureText } from '../../ui/empty'
import { Page } from '../../ui/page'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { toast } from '../../ui/toast'
import { accessCalls } from './calls'
import { scopeLabel, subjectLabel, verbLabel } from './labels'
import './access.scss'

type Role = MatrixAnswer['roles'][number]
type Cell = Role['cells'][number]

/** Who may do what: roles × objects; a table on a desktop, one role at a time on a phone. */
export function MatrixPage() {
  const t = useT()
  const roomy = useCell(wide)
  const found = useQuery({ queryKey: ['access-matrix'], queryFn: accessCalls.matrix })
  return (
    <Page title={t('settings.section.matrix.label')}>
      <Scroll className="access-page access-page-wide" onRefresh={() => found.refetch()}>
        <Box className="access-note">{t('access.matrix.tip')}</Box>
        {found.data && <MatrixFiles />}
        {found.isPending && <Skeleton />}
        {found.isError && <Failure error={found.error} retry={() => void found.refetch()} />}
        {found.data && (roomy ? <Table matrix={found.data} /> : <OneRole matrix={found.data} />)}
      </Scroll>
    </Page>
  )
}

/** The same as a table, to keep or to pass on. */
function MatrixFiles() {
  const t = useT()
  const say = useFailureText()
  const [busy, setBusy] = useState<string>()
  const save = async (format: 'xlsx' | 'csv') => {
    setBusy(format)
    try {
      await openFile((await accessCalls.matrixFile(format)).url)
    } catch (error) {
      toast(say(error), { tone: 'danger' })
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <Box className="access-files">
      {(['xlsx', 'csv'] as const).map(format => (
        <Button key={format} small icon="table" busy={busy === format} onPress={() => void save(format)}>
          {t(`operation.table.${format}`)}
        </Button>
      ))}
    </Box>
  )
}

function useCellText() {
  const t = useT()
  return (cell: Cell) => ({
    verbs: cell.verbs.map(verbLabel).join(t('ui.listComma')),
    scope: cell.query ? [cell.query, cell.view, cell.edit].map(scopeLabel).join(' / ') : '',
    more: [
      ...(cell.named > 0 ? [t('access.matrix.named', { count: cell.named })] : []),
      ...(cell.masks > 0 ? [t('access.matrix.masks', { count: cell.masks })] : []),
    ].join(t('ui.dot')),
  })
}

function Table({ matrix }: { matrix: MatrixAnswer }) {
  const t = useT()
  const { open } = useNavigation()
  const textOf = useCellText()
  const columns = `repeat(${matrix.roles.length + 1}, minmax(max-content, 1fr))`
  return (
    <Box className="access-matrix">
      <Box className="access-grid" role="table" style={{ gridTemplateColumns: columns }}>
        <Box className="access-cell access-cell-head access-cell-side access-cell-corner">
          {t('access.matrix.role')}
        </Box>
        {matrix.roles.map(role => (
          <Press
            key={role.id}
            className="access-cell access-cell-head"
            onPress={() => open({ page: 'settings/role', id: role.id })}
          >
            {`${role.name} · ${t('access.role.people', { count: role.people })}`}
          </Press>
        ))}
        {matrix.objects.map(object => [
          <Box key={object} className="access-cell access-cell-side">
            {subjectLabel(object)}
          </Box>,
          ...matrix.roles.map(role => {
            const text = textOf(role.cells.find(cell => cell.object === object)!)
            return (
              <Box key={`${object}${role.id}`} className="access-cell">
                <Box>{text.verbs || '—'}</Box>
                <Box className="access-soft">{text.scope}</Box>
                <Box className="access-soft">{text.more}</Box>
              </Box>
            )
          }),
        ])}
      </Box>
    </Box>
  )
}

function OneRole({ matrix }: { matrix: MatrixAnswer }) {
  const { open } = useNavigation()
  const textOf = useCellText()
  const [chosen, setChosen] = useState(matrix.roles[0]?.id ?? '')
  const role = matrix.roles.find(({ id }) => id === chosen)
  return (
    <>
      <Tabs
        tabs={matrix.roles.map(one => ({ key: one.id, text: one.name, count: one.people }))}
        current={chosen}
        onChange={setChosen}
      />
      <Box className="card access-card">
        {role?.cells
          .filter(cell => cell.verbs.length > 0)
          .map(cell => {
            const text = textOf(cell)
            return (
              <Press
                key={cell.object}
                className="access-line"
                onPress={() => open({ page: 'settings/role', id: role.id })}
              >
                <Box className="access-grow">
                  <Words className="row-title">{subjectLabel(cell.object)}</Words>
                  <Box>{text.verbs}</Box>
                  <Box className="access-soft">{text.scope}</Box>
                  <Box className="access-soft">{text.more}</Box>
                </Box>
              </Press>
            )
          })}
      </Box>
    </>
  )
}
