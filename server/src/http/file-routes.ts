import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FileAnswer, FileUrlAnswer } from '@gonghai/shared/client/api'
import { objects } from '@gonghai/shared/objects'
import Router from '@koa/router'
import multer from 'multer'
import { v7 as uuid } from 'uuid'
import type { Database } from '../db/database'
import { contentTypeOf } from '../files/file-types'
import type { FileStore } from '../files/local-store'
import { checkFileUrl, signFileUrl } from '../files/signed-url'
import type { Clock } from '../kernel/clock'
import { Refusal, refuse } from '../kernel/errors'
import { openRow } from '../records/detail'
import { parseValue } from '../records/input'
import type { RequestState, SignedInState } from './state'

export interface FileDeps {
  db: Database
  clock: Clock
  store: FileStore
  /** Signs addresses of files. */
  key: Buffer
}

/** Where files are sent to, as multipart bodies: by staff, and by customers. */
export const uploadPaths: ReadonlySet<string> = new Set(['/api/files', '/portal/files'])

const maxBytes = 20 * 1024 * 1024

/** Names come as bytes that multipart parsers read as Latin-1. */
function nameOf(original: string): string {
  const name = Buffer.from(original, 'latin1').toString('utf8').normalize('NFC')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those must go
  const plain = name.replace(/[\u0000-\u001f\u007f/\\]/g, '_')
  return [...plain].slice(0, 200).join('') || 'file'
}

const parseOne = multer({
  storage: multer.memoryStorage(),
  limits: { fileSize: maxBytes, files: 1, fields: 0 },
}).single('file')

/** The one file of a multipart body. @throws Refusal bodyTooLarge | malformedBody */
function receiveFile(
  req: IncomingMessage,
  res: ServerResponse,
): Promise<{ buffer: Buffer; originalname: string } | undefined> {
  const request = req as IncomingMessage & { file?: { buffer: Buffer; originalname: string } }
  return new Promise((resolve, reject) => {
    parseOne(request as never, res as never, (error: unknown) => {
      if (!error) resolve(request.file)
      else if ((error as { code?: string }).code === 'LIMIT_FILE_SIZE')
        reject(new Refusal('bodyTooLarge', { limit: '20 MB' }))
      else reject(new Refusal('malformedBody'))
    })
  })
}

/** Keeps the one file of a multipart body as the uploader's. @throws Refusal bodyTooLarge | malformedBody | unsupportedType */
export async function takeUpload(
  { db, clock, store }: FileDeps,
  { req, res }: { req: IncomingMessage; res: ServerResponse },
  uploaderId: string,
): Promise<FileAnswer> {
  const file = await receiveFile(req, res)
  if (!file || file.buffer.length === 0) refuse('invalidInput', {}, [{ path: 'file', rule: 'required' }])
  const fileName = nameOf(file.originalname)
  const contentType = contentTypeOf(file.buffer, fileName) ?? refuse('unsupportedType')
  const hash = await store.put(file.buffer)
  const answer: FileAnswer = { id: uuid(), fileName, size: file.buffer.length, contentType }
  await db.query(
    `insert into stored_file (id, hash, file_name, size, content_type, uploader_id, created_at)
     values ($1::uuid, $2, $3, $4::int, $5, $6::uuid, $7::timestamptz)`,
    [answer.id, hash, fileName, answer.size, contentType, uploaderId, clock.now()],
  )
  return answer
}

/** Uploading, and the addresses under which files can be fetched. */
export function fileRoutes(deps: FileDeps): Router<SignedInState> {
  const { db, clock, key } = deps
  const router = new Router<SignedInState>({ prefix: '/api' })

  router.post('/files', async ctx => {
    ctx.body = await takeUpload(deps, ctx, ctx.state.actor.employeeId)
    ctx.status = 201
  })

  router.get('/records/attachment/:id/url', async ctx => {
    const row = await openRow(db, ctx.state.actor, objects.attachment, ctx.params.id!)
    const url = signFileUrl(key, String(row.file_id), String(row.file_name), clock.now())
    ctx.body = { url } satisfies FileUrlAnswer
  })
  return router
}

const inline = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp'])

/** Files by signed address, without a session: the signature is the permission, for five minutes. */
export function signedFiles({ db, clock, store, key }: FileDeps): Router<RequestState> {
  const router = new Router<RequestState>()
  router.get('/files/:id', async ctx => {
    const id = parseValue({ kind: 'reference' }, ctx.params.id)
    const { expires, name, signature } = ctx.query
    const valid =
      typeof id === 'string' &&
      typeof expires === 'string' &&
      typeof name === 'string' &&
      typeof signature === 'string' &&
      checkFileUrl(key, id, { expires, name, signature }, clock.now())
    if (!valid) refuse('notFound')
    const [file] = await db.query<{ hash: string; content_type: string; size: number }>(
      'select hash, content_type, size from stored_file where id = $1::uuid',
      [id],
    )
    if (!file) refuse('notFound')
    const way = inline.has(file.content_type) ? 'inline' : 'attachment'
    ctx.set('Content-Disposition', `${way}; filename*=UTF-8''${encodeURIComponent(String(name))}`)
    ctx.set('Content-Security-Policy', "default-src 'none'; sandbox")
    ctx.set('Cache-Control', 'private, max-age=300')
    ctx.type = file.content_type
    ctx.length = file.size
    ctx.body = await store.read(file.hash)
  })
  return router
}
