import { type LeadTarget, leadMappingSet } from '@gonghai/shared/actions/lead'
import type { FieldIssue } from '@gonghai/shared/errors'
import type { ObjectDeclaration } from '@gonghai/shared/objects'
import { settingIds } from '@gonghai/shared/rules/setting-ids'
import { v7 as uuid } from 'uuid'
import { type Ctx, handle, type Json } from '../../kernel/context'
import { refuse } from '../../kernel/errors'
import { catalogueOf } from '../../records/custom/catalogue'
import { visibleDeclaration } from '../../records/readable'
import { fits, type MappingLine, readMapping } from './mapping'

/** What is wrong with the lines, by field path. @param leadFor the lead as a line may read it */
function issuesOf(
  leadFor: (line: MappingLine) => ObjectDeclaration,
  target: ObjectDeclaration,
  lines: readonly MappingLine[],
): FieldIssue[] {
  const seen = new Set<string>()
  return lines.flatMap((line, at): FieldIssue[] => {
    const path = (name: string) => `lines.${at}.${name}`
    const declared = target.fields[line.field]
    const lead = leadFor(line)
    const isTwice = seen.has(line.field)
    seen.add(line.field)
    if (!declared || declared.write === 'system' || declared.write === 'action')
      return [{ path: path('field'), rule: 'option' }]
    if (isTwice) return [{ path: path('field'), rule: 'duplicate' }]
    if (line.source === null && !line.words) return [{ path: path('source'), rule: 'required' }]
    if (line.source === null) {
      const isText = declared.kind === 'text' || declared.kind === 'longText'
      return isText && wordsFit(lead, line.words!) ? [] : [{ path: path('words'), rule: 'format' }]
    }
    const source = lead.fields[line.source]
    return source && fits(source, declared) ? [] : [{ path: path('source'), rule: 'option' }]
  })
}

/** Every {{field}} is one of the lead. */
function wordsFit(lead: ObjectDeclaration, words: string): boolean {
  return [...words.matchAll(/\{\{(\w+)\}\}/g)].every(([, field]) => lead.fields[field!] !== undefined)
}

async function replace(ctx: Ctx, target: LeadTarget, lines: readonly MappingLine[]): Promise<void> {
  await ctx.tx.query('delete from lead_mapping where target = $1', [target])
  for (const { field, source, words } of lines) {
    await ctx.tx.query(
      'insert into lead_mapping (id, target, field, source, words) values ($1::uuid, $2, $3, $4, $5)',
      [uuid(), target, field, source, source === null ? words : null],
    )
  }
}

const lineWords = ({ field, source, words: text }: MappingLine) => `${field} ← ${source ?? `“${text}”`}`
const words = (lines: readonly MappingLine[]): Json => lines.map(lineWords)

/** Sets which fields of a lead fill which fields of a target; no lines = the standard mapping again (CUST-2). */
export const setMapping = handle(leadMappingSet, async (ctx, input) => {
  const target = input.target as LeadTarget
  const catalogue = await catalogueOf(ctx.tx, ctx.actor)
  const lines = ((input.lines ?? []) as unknown as Partial<MappingLine>[]).map(line => ({
    field: line.field!,
    source: line.source ?? null,
    words: line.words ?? null,
  }))
  await ctx.tx.query(`select 1 as locked from (select pg_advisory_xact_lock(hashtext('leadMapping'))) held`)
  const before = (await readMapping(ctx.tx))[target]
  const lead = catalogue.find('lead')!
  // What one doesn't see oneself can't be sent where it stands open; what others have set stays.
  const seen = ctx.actor.kind === 'employee' ? visibleDeclaration(ctx.actor.access, lead) : lead
  const stood = (line: MappingLine) => before.some(one => lineWords(one) === lineWords(line))
  const issues = issuesOf(line => (stood(line) ? lead : seen), catalogue.find(target)!, lines)
  if (issues.length > 0) refuse('invalidInput', {}, issues)
  await replace(ctx, target, lines)
  const after = (await readMapping(ctx.tx))[target]
  // The history of a setting is kept per thing; a mapping is known by its target's place.
  ctx.trace('leadMapping', settingIds.leadMapping[target], { [target]: [words(before), words(after)] })
  return { result: { target, lines: after.length } }
})
