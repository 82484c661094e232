import type { SandboxStore } from '@gonghai/shared/ports/sandbox'
import type { Sql } from '../db/database'

/** Keeps the stand-ins' documents in our database, under a platform's own prefix. */
export function documentStore(sql: Sql, prefix: string): SandboxStore {
  return {
    async load(kind) {
      return sql.query<{ id: string; doc: unknown }>('select id, doc from sandbox_document where kind = $1', [
        `${prefix}:${kind}`,
      ])
    },
    async put(kind, id, doc) {
      await sql.query(
        `insert into sandbox_document (kind, id, doc) values ($1, $2, $3::jsonb)
         on conflict (kind, id) do update set doc = excluded.doc`,
        [`${prefix}:${kind}`, id, JSON.stringify(doc)],
      )
    },
    async remove(kind, id) {
      await sql.query('delete from sandbox_document where kind = $1 and id = $2', [`${prefix}:${kind}`, id])
    },
  }
}
