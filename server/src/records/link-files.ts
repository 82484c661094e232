import type { Ctx } from '../kernel/context'

/** Puts the files of the input, which the actor uploaded, at a record ("object:id"). */
export async function linkFiles(ctx: Ctx, record: string, files?: readonly string[] | null): Promise<void> {
  for (const [index, file] of (files ?? []).entries()) {
    const { row } = ctx.refs.get(`files.${index}`)
    await ctx.write.insert('attachment', {
      record,
      file,
      fileName: row.file_name as string,
      size: row.size as number,
      contentType: row.content_type as string,
    })
  }
}
