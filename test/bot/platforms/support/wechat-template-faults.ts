type Loose = Record<string, unknown>

/** What WeChat's typed values take, written from its documentation and not from our renderer. */
const TYPES: Record<string, RegExp> = {
  thing: /^[\s\S]{1,20}$/u,
  number: /^-?[\d.]{1,32}$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}\s]{1,5}$/u,
  character_string: /^[\x21-\x7e]{1,32}$/,
  time: /^(\d{4}\S{2,7}\d日?\s*)?\d{1,2}:\d{2}(:\d{2})?(\s*~.*\d{1,2}:\d{2}(:\d{2})?)?$/,
  date: /^\d{4}[年/-]\d{1,2}[月/-]\d{1,2}日?/,
  amount: /^\p{Sc}?\d{1,10}(\.\d+)?元?$/u,
  phone_number: /^[\d\p{P}\p{S}]{1,17}$/u,
  car_number: /^[\p{L}\p{N}]{1,8}$/u,
  name: /^(\p{Script=Han}{1,10}|[A-Za-z ]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
}

/** Breaks of WeChat's documented rules in the body of a template message. */
export function wechatTemplateFaults(body: Loose): string[] {
  const faults: string[] = []
  if (typeof body.template_id !== 'string' || !body.template_id) faults.push('40037 template_id')
  if (typeof body.touser !== 'string' || !body.touser) faults.push('40003 touser')
  if (!/^https?:\/\//.test(String(body.url))) faults.push('url')
  if (typeof body.client_msg_id !== 'string' || !body.client_msg_id || body.client_msg_id.length > 64)
    faults.push('45067 client_msg_id')
  const data = (body.data ?? {}) as Record<string, Loose>
  if (Object.keys(data).length === 0) faults.push('47003 data')
  for (const [key, entry] of Object.entries(data)) {
    const value = entry.value
    const type = TYPES[key.replace(/\d+$/, '')]
    const whole = typeof value === 'string' && Buffer.from(value).toString() === value
    if (!whole || !type?.test(value)) faults.push(`47003 data.${key}.value`)
  }
  return faults
}
