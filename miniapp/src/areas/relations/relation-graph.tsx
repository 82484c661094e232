import type { GraphEdge, GraphNode, RelationGraphAnswer } from '@gonghai/shared/client/relation-api'
import { Box } from '../../kit/box'
import { Lines } from '../../kit/lines'
import { Press } from '../../kit/press'
import { useT } from '../../lib/i18n'
import { useWidth } from '../../lib/width'
import { boxHeight, boxWidth, type Drawing, layOut, type PlacedEdge, pathOf } from './layout'
import './relations.scss'

interface RelationGraphProps {
  graph: RelationGraphAnswer
  onPress: (node: GraphNode) => void
}

const lookOf = ({ kind, to }: GraphEdge) =>
  kind === 'reportsTo' || kind === 'parent'
    ? 'firm'
    : kind === 'member' || to.startsWith('person:')
      ? 'thin'
      : 'dashed'

/** What a line says, with an arrow where it goes one way; who belongs to the customer needs no words. */
function wordsOf({ edge, x1, y1, x2, y2 }: PlacedEdge): string {
  if (edge.kind === 'member' || edge.to.startsWith('person:')) return ''
  if (edge.mutual) return edge.label
  if (y1 === y2) return x1 < x2 ? `${edge.label} →` : `← ${edge.label}`
  return `${edge.label} ${y1 < y2 ? '↓' : '↑'}`
}

/** Who and what stands around a contact or a customer, drawn in rows; every box can be pressed (CUST-10). */
export function RelationGraph({ graph, onPress }: RelationGraphProps) {
  const t = useT()
  const id = `graph-${graph.centre}`
  const width = useWidth(id, 366)
  const drawing = layOut(graph.nodes, graph.edges, graph.centre, width)
  const centre = graph.nodes.find(node => node.id === graph.centre)
  return (
    <Box
      id={id}
      className="graph"
      role="group"
      label={t('relation.graph.around', { name: centre?.name ?? '' })}
    >
      <Box className="graph-field" style={{ height: `${drawing.height}px` }}>
        <Lines
          width={drawing.width}
          height={drawing.height}
          lines={drawing.edges.map(placed => ({
            key: placed.edge.id,
            path: pathOf(placed),
            look: lookOf(placed.edge),
          }))}
        />
        <Labels drawing={drawing} />
        {drawing.nodes.map(({ node, x, y }) => (
          <Box
            key={node.id}
            className="graph-place"
            style={{
              left: `${x - boxWidth / 2}px`,
              top: `${y - boxHeight / 2}px`,
              width: `${boxWidth}px`,
              height: `${boxHeight}px`,
            }}
          >
            <Press
              className={`graph-node graph-${node.kind} ${node.id === graph.centre ? 'graph-centre' : ''}`}
              disabled={node.hidden}
              label={[node.name || t('relation.graph.hidden'), node.line].filter(Boolean).join(t('ui.dot'))}
              onPress={() => onPress(node)}
            >
              <Box className="graph-name">{node.name || t('relation.graph.hidden')}</Box>
              {node.line && <Box className="graph-line">{node.line}</Box>}
            </Press>
          </Box>
        ))}
      </Box>
    </Box>
  )
}

function Labels({ drawing }: { drawing: Drawing }) {
  return (
    <>
      {drawing.edges.map(placed => {
        const words = wordsOf(placed)
        if (!words) return null
        return (
          <Box
            key={placed.edge.id}
            className="graph-label"
            style={{ left: `${placed.labelX}px`, top: `${placed.labelY}px` }}
          >
            {words}
          </Box>
        )
      })}
    </>
  )
}
