/** What the mini-app reads of transfers, teams, relations, tags and segments. Paths are relative to the server's origin. */
import type { Filter, RecordView, Reference } from './api'

/** POST /api/transfers/preview { records: ["customer:<id>", …] (1–5,000) }: what of these customers' owners would go along. */
export interface TransferPreview {
  contacts: number
  contracts: number
  /** Of the contracts: those that wait in an approval and stay. */
  waiting: number
}

/** A colleague, as lists of people show one. */
export type Colleague = Reference & { title: string | null; department: string }

/** GET /api/records/:object/:id/team */
export interface TeamAnswer {
  owner: Colleague | null
  /** `until`: a place that was given for a time. */
  members: (Colleague & { access: 'read' | 'edit'; active: boolean; since: string; until: string | null })[]
  /** May this reader change it? */
  may: boolean
}

/** GET /api/tags?object= : every tag, or only those that can be put on an object. GET /api/tags/:id/uses → object → records (≤ 1,000). */
export interface TagsAnswer {
  tags: { id: string; version: number; name: string; color: string; objects: string[]; active: boolean }[]
}

/** A kind of relation in the reader's language. */
export interface RelationKind {
  id: string
  object: 'contact' | 'person' | 'customer'
  key: string | null
  /** "reports to"; `inverse` as the other side says it. */
  name: string
  inverse: string
  mutual: boolean
  active: boolean
  /** Of the company's own making. */
  own: boolean
}
/** GET /api/relation-kinds */
export interface RelationKindsAnswer {
  kinds: RelationKind[]
}

/** "contact:<id>", "customer:<id>" or "person:<id>". */
export interface GraphNode {
  id: string
  kind: 'contact' | 'customer' | 'person'
  name: string
  /** Title, number, or what somebody is to the contact. */
  line: string | null
  /** The reader may not know who it is. */
  hidden?: true
  /** What is known of somebody who is no contact. */
  person?: {
    contact: string
    kindId: string
    hobbies: string | null
    birthday: string | null
    dates: string | null
    remark: string | null
  }
}
export interface GraphEdge {
  id: string
  from: string
  to: string
  /** "from … to". */
  label: string
  inverse: string
  /** `member` = contact of the customer; null = of the company's own making. */
  kind: string | null
  mutual: boolean
  remark: string | null
}
/** GET /api/relations/(contact|customer)/:id */
export interface RelationGraphAnswer {
  centre: string
  nodes: GraphNode[]
  edges: GraphEdge[]
  /** Contacts that are not drawn. */
  more: number
  /** May this reader relate? */
  may: boolean
}

/** GET /api/segments; a segment with its conditions. */
export interface SegmentView {
  id: string
  version: number
  name: string
  object: 'customer' | 'contact'
  description: string | null
  /** What is left of its conditions for this reader; null where nothing is. */
  filter: Filter | null
  /** Names of the records, people, departments and tags that the filter mentions, by id; '' where they can't be seen. */
  names: Record<string, string>
  /** It asks for fields or options that are no more, or that this reader doesn't see. */
  mended?: true
  owner: Reference
  shared: boolean
  mine: boolean
  /** May the reader change it? */
  editable: boolean
  updatedAt: string
}
export interface SegmentsAnswer {
  segments: SegmentView[]
}
/** POST /api/segments/preview { object, filter }: how many the reader sees in it now, and some of them. */
export interface SegmentPreview {
  /** Capped at 1,000, as in lists. */
  count: number
  sample: RecordView[]
}

/** One field of a conversion's target, in words. */
export interface ConversionFact {
  field: string
  label: string
  text: string
}
/** GET /api/leads/:id/conversion: what a lead would become. */
export interface ConversionPreview {
  customer: ConversionFact[]
  contact: ConversionFact[]
  task: ConversionFact[]
  /** Fields of the lead, by name, that stay there: the reader doesn't see them whole, and the new records would show them. */
  kept: string[]
  /** Customers called the same that it could join. */
  same: { id: string; name: string; number: string; owner: string | null }[]
}

/** GET /api/lead-mapping; POST /api/lead-mapping/preview { target, lines } → { lead, facts }. */
export interface LeadMappingAnswer {
  /** Fields of a lead that can be a source. */
  sources: { field: string; label: string; kind: string }[]
  targets: {
    target: 'customer' | 'contact' | 'task'
    /** `sources`: which fields of a lead can fill it; `words`: it also takes words. */
    fields: { field: string; label: string; required: boolean; words: boolean; sources: string[] }[]
    lines: { field: string; source: string | null; words: string | null }[]
  }[]
}
export interface LeadMappingPreview {
  /** The lead of the example; null where the reader sees none. */
  lead: string | null
  facts: ConversionFact[]
}
