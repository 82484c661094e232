import { type TaggedObject, taggedObjects } from '@gonghai/shared/actions/tag'
import type { TagsAnswer } from '@gonghai/shared/client/relation-api'
import type { Sql } from '../../db/database'

/** GET /api/tags: every tag, those in use first as they are ordered. @param object only those that can be put on it */
export async function readTags(sql: Sql, object?: TaggedObject): Promise<TagsAnswer> {
  const tags = await sql.query<TagsAnswer['tags'][number]>(
    `select id, version, name, color, objects, active from tag
     where $1::text is null or (active and objects @> array[$1::text])
     order by active desc, position, name`,
    [object ?? null],
  )
  return { tags }
}

/** Counting stops here. */
const most = 1000

/** GET /api/tags/:id/uses: how many living records of each object carry it, up to a thousand each. */
export async function readTagUses(sql: Sql, id: string): Promise<Record<string, number>> {
  const counts = taggedObjects.map(
    object => `(select count(*) from (select 1 from ${object}
      where tags @> array[$1::uuid] and deleted_at is null limit ${most}) u)::int as ${object}`,
  )
  const [row] = await sql.query<Record<string, number>>(`select ${counts.join(', ')}`, [id])
  return row!
}
