import type { RecordView } from '@gonghai/shared/client/api'
import type { GraphEdge, GraphNode, RelationGraphAnswer } from '@gonghai/shared/client/relation-api'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Box, Words } from '../../kit/box'
import { useT } from '../../lib/i18n'
import { useNavigation } from '../../lib/navigate'
import { relationApi } from '../../lib/relation-api'
import { dateText } from '../../lib/time'
import { runOrSay } from '../../records/run-action'
import { Button, IconButton } from '../../ui/button'
import { Empty, Failure } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'
import { Skeleton } from '../../ui/skeleton'
import { Tabs } from '../../ui/tabs'
import { PersonSheet, RelateSheet } from './relate-sheet'
import { RelationGraph } from './relation-graph'
import './relations.scss'

type Adding = { what: 'relation' | 'person'; of: GraphNode; person?: GraphNode }

/** The relations of a contact or a customer, as a drawing or a list, with what can be done about them. */
export default function RelationsView({ record }: { record: RecordView }) {
  const t = useT()
  const { open } = useNavigation()
  const [mode, setMode] = useState('drawing')
  const [shown, setShown] = useState<GraphNode>()
  const [adding, setAdding] = useState<Adding>()
  const found = useQuery({
    queryKey: ['graph', record.object, record.id],
    queryFn: () => relationApi.graph(record.object, record.id),
  })
  if (found.isError && !found.data) return <Failure error={found.error} retry={() => void found.refetch()} />
  if (!found.data) return <Skeleton rows={5} />
  const graph = found.data
  const centre = graph.nodes.find(node => node.id === graph.centre)
  const add = (what: Adding['what'], of = centre) => of && setAdding({ what, of })
  const alone = graph.nodes.length <= 1
  return (
    <>
      {!alone && (
        <Tabs
          tabs={['drawing', 'table'].map(key => ({ key, text: t(`relation.graph.${key}`) }))}
          current={mode}
          onChange={setMode}
        />
      )}
      {alone && <Empty icon="person" title={t('relation.graph.none')} text={t('relation.graph.noneText')} />}
      {!alone && mode === 'drawing' && <RelationGraph graph={graph} onPress={setShown} />}
      {!alone && mode === 'table' && <RelationTable graph={graph} />}
      {graph.more > 0 && <Box className="graph-more">{t('relation.graph.more', { count: graph.more })}</Box>}
      {graph.may && (
        <Box className="graph-buttons">
          <Button look="tint" icon="plus" onPress={() => add('relation')}>
            {t('relation.graph.add')}
          </Button>
          {record.object === 'contact' && (
            <Button look="tint" icon="plus" onPress={() => add('person')}>
              {t('relation.graph.addPerson')}
            </Button>
          )}
        </Box>
      )}
      {shown && (
        <NodeSheet
          node={shown}
          graph={graph}
          onClose={() => setShown(undefined)}
          onOpen={() => {
            setShown(undefined)
            open(shown.id)
          }}
          onAdd={(what, person) => {
            setShown(undefined)
            const of = person
              ? graph.nodes.find(one => one.id === `contact:${person.person?.contact}`)
              : shown
            if (of) setAdding({ what, of, person })
          }}
        />
      )}
      {adding?.what === 'relation' && <RelateSheet of={adding.of} onClose={() => setAdding(undefined)} />}
      {adding?.what === 'person' && (
        <PersonSheet of={adding.of} person={adding.person} onClose={() => setAdding(undefined)} />
      )}
    </>
  )
}

/** Whose relation it is to take away: the contact's at either end, or the customer's. */
function ownerOf(edge: GraphEdge): { action: string; input: Record<string, string> } {
  const [object = '', id = ''] = edge.from.split(':')
  return { action: `${object}.unrelate`, input: { [object]: id, relation: edge.id } }
}

const removable = (edge: GraphEdge) => edge.kind !== 'member'

/** The same as the drawing, line by line: for screen readers, and where there is much. */
function RelationTable({ graph }: { graph: RelationGraphAnswer }) {
  const t = useT()
  const nameOf = (id: string) => graph.nodes.find(node => node.id === id)?.name || t('relation.graph.hidden')
  return (
    <Box className="card people">
      {graph.edges.map(edge => (
        <Box key={edge.id} className="person-row">
          <Box className="person-main">
            <Box className="person-name">
              {[nameOf(edge.from), edge.label, nameOf(edge.to)].join(t('ui.dot'))}
            </Box>
            {edge.remark && <Box className="person-line">{edge.remark}</Box>}
          </Box>
          {graph.may && removable(edge) && (
            <IconButton
              icon="close"
              label={t('relation.graph.remove')}
              onPress={() => void runOrSay(ownerOf(edge).action, ownerOf(edge).input)}
            />
          )}
        </Box>
      ))}
    </Box>
  )
}

interface NodeSheetProps {
  node: GraphNode
  graph: RelationGraphAnswer
  onClose: () => void
  onOpen: () => void
  onAdd: (what: Adding['what'], person?: GraphNode) => void
}

/** What is known of one box, and where one can go on from it. */
function NodeSheet({ node, graph, onClose, onOpen, onAdd }: NodeSheetProps) {
  const t = useT()
  const { person } = node
  const facts: [string, string | null][] = person
    ? [
        ['kind', node.line],
        ['hobbies', person.hobbies],
        ['birthday', person.birthday && dateText(person.birthday)],
        ['dates', person.dates],
        ['remark', person.remark],
      ]
    : []
  const remove = () => {
    const [, relation = ''] = node.id.split(':')
    void runOrSay('contact.unrelate', { contact: person?.contact ?? '', relation }).then(onClose)
  }
  const foot = person ? (
    <>
      {graph.may && <Button onPress={remove}>{t('relation.graph.removePerson')}</Button>}
      {graph.may && (
        <Button look="primary" onPress={() => onAdd('person', node)}>
          {t('relation.graph.edit')}
        </Button>
      )}
    </>
  ) : (
    <>
      {graph.may && <Button onPress={() => onAdd('relation')}>{t('relation.graph.add')}</Button>}
      <Button look="primary" onPress={onOpen}>
        {t('relation.graph.open')}
      </Button>
    </>
  )
  return (
    <Sheet title={node.name} onClose={onClose} foot={foot}>
      {!person && node.line && <Box className="sheet-text">{node.line}</Box>}
      {facts
        .filter(([, text]) => text)
        .map(([key, text]) => (
          <Box key={key} className="convert-fact">
            <Words className="convert-label">{t(`relation.graph.${key}`)}</Words>
            <Words>{text}</Words>
          </Box>
        ))}
    </Sheet>
  )
}
