import type { Filter } from '@gonghai/shared/client/api'
import type {
  ConversionPreview,
  LeadMappingAnswer,
  LeadMappingPreview,
  RelationGraphAnswer,
  RelationKindsAnswer,
  SegmentPreview,
  SegmentsAnswer,
  SegmentView,
  TagsAnswer,
  TeamAnswer,
  TransferPreview,
} from '@gonghai/shared/client/relation-api'
import { call } from './http'

const word = encodeURIComponent

/** What the mini-app reads of transfers, teams, relations, tags and segments; shapes in `shared/client/relation-api.ts`. */
export const relationApi = {
  along: (records: string[]) => call<TransferPreview>('POST', '/api/transfers/preview', { records }),
  team: (object: string, id: string) => call<TeamAnswer>('GET', `/api/records/${object}/${word(id)}/team`),
  graph: (object: string, id: string) =>
    call<RelationGraphAnswer>('GET', `/api/relations/${object}/${word(id)}`),
  kinds: () => call<RelationKindsAnswer>('GET', '/api/relation-kinds'),
  tags: (object?: string) => call<TagsAnswer>('GET', `/api/tags${object ? `?object=${word(object)}` : ''}`),
  tagUses: (id: string) => call<Record<string, number>>('GET', `/api/tags/${word(id)}/uses`),
  segments: () => call<SegmentsAnswer>('GET', '/api/segments'),
  segment: (id: string) => call<SegmentView>('GET', `/api/segments/${word(id)}`),
  segmentPreview: (object: string, filter: Filter | undefined) =>
    call<SegmentPreview>('POST', '/api/segments/preview', { object, filter: filter ?? { and: [] } }),
  conversion: (id: string) => call<ConversionPreview>('GET', `/api/leads/${word(id)}/conversion`),
  mapping: () => call<LeadMappingAnswer>('GET', '/api/lead-mapping'),
  mappingPreview: (target: string, lines: LeadMappingAnswer['targets'][number]['lines']) =>
    call<LeadMappingPreview>('POST', '/api/lead-mapping/preview', { target, lines }),
}
