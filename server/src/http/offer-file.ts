import type { FileUrlAnswer } from '@gonghai/shared/client/api'
import { contentTypes, keepFile } from '../exchange/run-export'
import type { TableFormat } from '../exchange/write-table'
import { signFileUrl } from '../files/signed-url'
import type { OperationDeps } from '../operations/operation'
import type { HttpContext, SignedInState } from './state'

/** What a route that offers files needs; the key signs their addresses. */
export type OfferDeps = OperationDeps & { key: Buffer }

/** Answers with the address of a table: the hosts' web views open files, and save no answers. */
export async function offerFile(
  deps: OfferDeps,
  ctx: HttpContext<SignedInState>,
  { format = 'xlsx', ...file }: { bytes: Buffer; fileName: string; format?: TableFormat },
): Promise<void> {
  const { id } = await keepFile(deps, ctx.state.actor.employeeId, {
    ...file,
    contentType: contentTypes[format],
  })
  ctx.body = { url: signFileUrl(deps.key, id, file.fileName, deps.clock.now()) } satisfies FileUrlAnswer
}
