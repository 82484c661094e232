import type { RelationSide } from '@gonghai/shared/actions/relation'
import type { RelationKind } from '@gonghai/shared/client/relation-api'
import { type Locale, translator } from '@gonghai/shared/i18n'
import type { Sql } from '../../db/database'
import type { WordsParam } from '../../kernel/words'

/** A row of `relation_kind`. */
export interface KindRow {
  id: string
  object: RelationSide
  key: string | null
  name: string | null
  inverse: string | null
  mutual: boolean
  active: boolean
}

const columns = 'id, object, key, name, inverse, mutual, active'

/** A kind in words: its own, or those of the language for what comes with Gonghai. */
export function kindWords(row: KindRow, locale: Locale): RelationKind {
  const t = translator(locale)
  const { id, object, key, mutual, active } = row
  const own = (part: 'name' | 'inverse') => t(`relation.kind.${object}.${key}.${part}`)
  const name = row.name ?? (key ? own('name') : '')
  const inverse = mutual ? name : (row.inverse ?? (key ? own('inverse') : name))
  return { id, object, key, name, inverse, mutual, active, own: key === null }
}

/** The name of a kind for whoever will read it. */
export const keyedKind = ({ object, key, name }: KindRow): WordsParam =>
  name ?? (key ? { key: `relation.kind.${object}.${key}.name` } : '')

/** GET /api/relation-kinds: all of them, in their order. */
export async function readKinds(sql: Sql, locale: Locale): Promise<RelationKind[]> {
  const rows = await sql.query<KindRow>(
    `select ${columns} from relation_kind order by object, position, key, name, id`,
  )
  return rows.map(row => kindWords(row, locale))
}

/** The kinds by id. */
export async function kindsById(sql: Sql, locale: Locale): Promise<Map<string, RelationKind>> {
  return new Map((await readKinds(sql, locale)).map(kind => [kind.id, kind]))
}
