import { readFileSync } from 'node:fs'

const template = JSON.parse(
  readFileSync(new URL('../../../../bot/src/platforms/dingtalk/card-template.json', import.meta.url), 'utf8'),
) as { variables: { name: string }[] }

/** The names of our template's variables, sorted. */
export const templateVariables = template.variables.map(variable => variable.name).sort()

/** Breaks of DingTalk's card rules: string values of 1 KB, all variables of the template and no other. */
export function dingtalkCardFaults(values: Record<string, unknown>): string[] {
  const faults: string[] = []
  const names = Object.keys(values).sort()
  if (JSON.stringify(names) !== JSON.stringify(templateVariables)) faults.push('variables of the template')
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string') faults.push(`${name} is no string`)
    else if (Buffer.byteLength(value) > 1024) faults.push(`${name} above 1 KB`)
    else if (Buffer.from(value).toString() !== value) faults.push(`${name} is cut within a character`)
  }
  if (!/^https?:\/\//i.test(String(values.url))) faults.push('url')
  if (!Array.isArray(JSON.parse(String(values.choiceOptions)))) faults.push('choiceOptions')
  return faults
}
