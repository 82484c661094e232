import { attachmentCreate } from '@gonghai/shared/actions/work'
import { handle } from '../../kernel/context'

/** Puts a file that the actor uploaded at a record; its name, size and type are those of the upload. */
export const attachFile = handle(attachmentCreate, async (ctx, input) => {
  const { id, row } = ctx.refs.get('file')
  const made = await ctx.write.insert('attachment', {
    record: input.record,
    file: id,
    fileName: row.file_name as string,
    size: row.size as number,
    contentType: row.content_type as string,
  })
  return { result: { id: made.id }, say: { name: String(row.file_name) } }
})
