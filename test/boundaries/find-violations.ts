import path from 'node:path'
import ts from 'typescript'

/** A file of the product: its path from the checkout's folder, with slashes, and its text. */
export interface SourceFile {
  file: string
  text: string
}

/** An import as a file writes it, resolved to a path from the checkout's folder or a package's name. */
interface Import {
  target: string
  dynamic: boolean
}

/** Which workspaces a workspace may import; `server/src/main.ts` alone also the bot, which it wires. */
const arrows: Record<string, readonly string[]> = {
  shared: [],
  bot: ['shared'],
  miniapp: ['shared'],
  prisma: ['shared', 'server'],
  server: ['shared', 'prisma'],
}

const mainFile = 'server/src/main.ts'
const clockFiles = [
  'server/src/kernel/clock.ts',
  'miniapp/src/lib/clock.ts',
  // When a job was taken is written by the database, and compared with its own time.
  'server/src/jobs/live-workers.ts',
]

/** Parts of the server that know no business area: areas use them, never the other way round. */
const genericParts = ['kernel', 'access', 'records', 'db']

/** Says, one sentence each, where files break the architecture's rules on imports and time. */
export function findViolations(files: SourceFile[]): string[] {
  return files.flatMap(source => {
    if (source.file.endsWith('.sql')) return timeInSql(source)
    if (source.file.endsWith('.prisma')) return timeInSchema(source)
    const tree = ts.createSourceFile(source.file, source.text, ts.ScriptTarget.ES2022, true)
    const imports = importsOf(source.file, tree)
    const broken = imports.flatMap(found => importRules.map(rule => rule(source.file, found)).filter(isSaid))
    return [...broken, ...sandboxOnce(source.file, imports), ...timeInCode(source.file, tree)]
  })
}

type ImportRule = (file: string, found: Import) => string | undefined

const importRules: ImportRule[] = [
  (file, { target }) => {
    const [from, to] = [workspaceOf(file), workspaceOf(target)]
    if (!from || !to || from === to || arrows[from]?.includes(to)) return undefined
    if (file === mainFile && to === 'bot') return undefined
    return `${file} imports ${target}: ${from} may import ${arrows[from]?.join(', ') || 'nothing of ours'}.`
  },
  (file, { target }) => {
    const [from, to] = [areaOf(file), areaOf(target)]
    if (!from || !to || from === to) return undefined
    return `${file} imports ${target}: areas meet through actions and events, never directly.`
  },
  (file, { target }) => {
    if (
      !genericParts.some(part => file.startsWith(`server/src/${part}/`)) ||
      !isIn(target, 'server/src/areas')
    )
      return undefined
    return `${file} imports ${target}: the generic parts of the server know no area.`
  },
  (file, { target, dynamic }) => {
    if (!isIn(target, 'bot/src/sandbox') || isIn(file, 'bot/src/sandbox') || (file === mainFile && dynamic))
      return undefined
    return `${file} imports ${target}: the sandbox is loaded by one dynamic import in ${mainFile} alone.`
  },
  (file, { target }) => {
    const prisma = target.startsWith('@prisma/') || isIn(target, 'server/src/db/generated')
    if (!prisma || isIn(file, 'server/src/db') || target === 'prisma/config') return undefined
    return `${file} imports ${target}: Prisma stands behind server/src/db.`
  },
  (file, { target }) => {
    if (target !== 'zod' || !(isIn(file, 'miniapp') || isIn(file, 'shared'))) return undefined
    return `${file} imports zod, which must stay out of the mini-app.`
  },
]

function sandboxOnce(file: string, imports: Import[]): string[] {
  const count = imports.filter(({ target }) => isIn(target, 'bot/src/sandbox')).length
  return file === mainFile && count > 1 ? [`${file} imports the sandbox ${count} times; once is enough.`] : []
}

function importsOf(file: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = []
  const visit = (node: ts.Node): void => {
    const dynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
    const specifier = dynamic
      ? node.arguments[0]
      : ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : undefined
    if (specifier && ts.isStringLiteralLike(specifier))
      found.push({ target: resolve(file, specifier.text), dynamic })
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** `@gonghai/bot/a/b` → `bot/src/a/b`, `./c` beside `bot/src/a/d.ts` → `bot/src/a/c`; packages stay as they are. */
function resolve(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(file), specifier)
  const [, workspace, rest = 'index'] = /^@gonghai\/([^/]+)(?:\/(.+))?$/.exec(specifier) ?? []
  if (!workspace) return specifier
  return workspace === 'prisma' ? `prisma/${rest}` : `${workspace}/src/${rest}`
}

function workspaceOf(place: string): string | undefined {
  const [, name] = /^(shared|bot|miniapp|server|prisma)\//.exec(place) ?? []
  return place === 'prisma/config' ? undefined : name
}

function areaOf(place: string): string | undefined {
  return /^server\/src\/areas\/([^/]+)\//.exec(place)?.[1]
}

function isIn(place: string, folder: string): boolean {
  return place === folder || place.startsWith(`${folder}/`)
}

const sqlTime =
  /\b(now|(clock|statement|transaction)_timestamp|timeofday)\s*\(\s*\)|\b(current_(timestamp|date|time)|localtime(stamp)?)\b/i

function timeInCode(file: string, tree: ts.SourceFile): string[] {
  if (clockFiles.includes(file)) return []
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const what = timeSource(node)
    if (what) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree))
      found.push(`${file}:${line + 1} asks ${what} for the time: take it from the clock that is handed in.`)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

function timeSource(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
    return 'new Date()'
  if (ts.isCallExpression(node) && /^(Date\.now|Date)$/.test(node.expression.getText())) return 'Date'
  const isText =
    ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)
  return isText && looksLikeSql(node) && sqlTime.test(node.text) ? 'the database' : undefined
}

/** A sentence for people may hold the word; SQL has one of its verbs or operators near it, anywhere in the text. */
function looksLikeSql(node: ts.Node): boolean {
  return /\b(select|insert|update|delete|where|values|set|interval|default)\b/i.test(node.parent.getText())
}

function timeInSql({ file, text }: SourceFile): string[] {
  return sqlTime.test(text.replace(/--.*$/gm, ''))
    ? [`${file} asks the database for the time; let the caller say it.`]
    : []
}

function timeInSchema({ file, text }: SourceFile): string[] {
  return /@default\(now\(\)\)|@updatedAt/.test(text)
    ? [`${file} lets Prisma or the database set a time.`]
    : []
}

function isSaid(sentence: string | undefined): sentence is string {
  return sentence !== undefined
}
