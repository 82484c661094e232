/**
 * SQL: somebody waits for the word of whoever has a record: a request to see it, or to take part in it. Asked along with the
 * write that gives it another owner, so that such a question follows the record.
 * @param object its name @param id SQL of its id
 */
export function askedAboutSql(object: string, id: string): string {
  const one = (table: string, state: string) => `exists (select 1 from ${table} q
    where q.object = '${object}' and q.record_id = ${id} and q.state = '${state}')`
  return `(${one('access_request', 'waiting')} or ${one('duplicate_request', 'pending')})`
}
