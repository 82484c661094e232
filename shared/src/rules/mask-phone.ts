/** A phone number with its middle hidden: 138****2046; short ones keep only their last two digits. */
export function maskPhone(phone: string): string {
  if (phone.length < 8) return `${'*'.repeat(Math.max(0, phone.length - 2))}${phone.slice(-2)}`
  return `${phone.slice(0, 3)}${'*'.repeat(phone.length - 7)}${phone.slice(-4)}`
}
